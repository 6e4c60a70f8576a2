/** A terminal of tmux: what is typed comes from its keyboard, and what a person would see can be read. */
import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { ON_TEST_DAY } from '../clock.js';
import { hasProgram } from '../programs.js';
import { tempFolder } from '../repo/world.js';

export const hasTmux = hasProgram('tmux', '-V');

/** How often the screen is looked at before something is given up that never comes. */
const LOOKS = 750;

/** False also for one that has ended and that nobody has asked how. */
export function isRunning(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return /^[^Z\s]/.test(stdout.trim());
}

/** Ends a process, unless it has ended by itself. */
export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

export class Tmux {
  readonly #socket = path.join(tempFolder(), 'tmux');
  #isOver = false;

  /** A shell in a folder. */
  constructor(cwd: string, columns: number, rows: number, env: Readonly<Record<string, string>>) {
    const home = tempFolder();
    const given = { HOME: home, LANG: 'C.UTF-8', ...ON_TEST_DAY, PS1: '$ ', ...env };
    const settings = Object.entries(given).map(([name, value]) => `${name}=${value}`);
    const shell = [
      'env',
      '-u',
      'CI',
      '-u',
      'NO_COLOR',
      '-u',
      'KB_TODAY',
      ...settings,
      'bash',
      '--norc',
      '--noprofile',
    ];
    this.#tmux(
      '-u',
      '-f',
      '/dev/null',
      'new-session',
      '-d',
      '-x',
      String(columns),
      '-y',
      String(rows),
      '-c',
      cwd,
      ...shell,
    );
    onTestFinished(() => {
      const left = this.#isOver ? [] : this.vanish();
      left.forEach(kill);
    });
  }

  /** Presses keys, by the names that tmux has for them. */
  press(...keys: readonly string[]): void {
    this.#tmux('send-keys', ...keys);
  }

  /** Types a text as it is. */
  type(text: string): void {
    this.#tmux('send-keys', '-l', text);
  }

  /** Runs a line of the shell. */
  run(line: string): void {
    this.type(line);
    this.press('Enter');
  }

  resize(columns: number, rows: number): void {
    this.#tmux('resize-window', '-x', String(columns), '-y', String(rows));
  }

  screen(): string {
    return this.#tmux('capture-pane', '-p').replace(/[^\S\n]+$/gm, '');
  }

  /** With the codes of colours and styles. */
  styled(): string {
    return this.#tmux('capture-pane', '-p', '-e');
  }

  /** What tmux knows of the terminal, `alternate_on` for one. */
  is(flag: string): boolean {
    return this.#tmux('display-message', '-p', `#{${flag}}`).trim() === '1';
  }

  /** The processes that the shell has started. */
  children(): string[] {
    const shell = this.#tmux('display-message', '-p', '#{pane_pid}').trim();
    return execFileSync('pgrep', ['-P', shell], { encoding: 'utf8' }).trim().split('\n');
  }

  /** The terminal is gone, as when its window is closed. Answers the processes that were in it. */
  vanish(): number[] {
    const shell = this.#tmux('display-message', '-p', '#{pane_pid}').trim();
    const inside = execFileSync('pgrep', ['-s', shell], { encoding: 'utf8' }).trim().split('\n').map(Number);
    this.#isOver = true;
    this.#tmux('kill-server');
    return inside;
  }

  /** Waits until the screen is so, and answers it. Throws with the screen as it is where that never comes. */
  async sees(what: string | RegExp | ((screen: string) => boolean)): Promise<string> {
    const holds = (screen: string): boolean =>
      typeof what === 'function'
        ? what(screen)
        : typeof what === 'string'
          ? screen.includes(what)
          : what.test(screen);
    for (let looks = 0; looks < LOOKS; looks++) {
      const screen = this.screen();
      if (holds(screen)) return screen;
      await setTimeout(20);
    }
    throw new Error(`never seen: ${String(what)}; the screen:\n${this.screen()}`);
  }

  #tmux(...args: readonly string[]): string {
    return execFileSync('tmux', ['-S', this.#socket, ...args], { encoding: 'utf8', stdio: 'pipe' });
  }
}
