/** A tmux terminal: types on its keyboard, and reads what a person would see. */
import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { ON_TEST_DAY } from '../clock.js';
import { hasProgram } from '../programs.js';
import { tempFolder } from '../repo/world.js';

export const hasTmux = hasProgram('tmux', '-V');

/** How often to look at the screen before giving up. */
const LOOKS = 750;

/** Returns false also for zombies. */
export function isRunning(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return /^[^Z\s]/.test(stdout.trim());
}

/** Kills a process unless it has already ended. */
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

  /** Starts a shell in a folder. */
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

  /** Presses keys, by tmux's names for them. */
  press(...keys: readonly string[]): void {
    this.#tmux('send-keys', ...keys);
  }

  /** Types a text literally. */
  type(text: string): void {
    this.#tmux('send-keys', '-l', text);
  }

  /** Runs a line in the shell. */
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

  /** The screen with the codes of colors and styles. */
  styled(): string {
    return this.#tmux('capture-pane', '-p', '-e');
  }

  /** A flag that tmux keeps about the terminal, such as `alternate_on`. */
  is(flag: string): boolean {
    return this.#tmux('display-message', '-p', `#{${flag}}`).trim() === '1';
  }

  /** Ids of the processes that the shell has started. */
  children(): string[] {
    const shell = this.#tmux('display-message', '-p', '#{pane_pid}').trim();
    return execFileSync('pgrep', ['-P', shell], { encoding: 'utf8' }).trim().split('\n');
  }

  /** Takes the terminal away, as if its window was closed. Returns the processes that were in it. */
  vanish(): number[] {
    const shell = this.#tmux('display-message', '-p', '#{pane_pid}').trim();
    const inside = execFileSync('pgrep', ['-s', shell], { encoding: 'utf8' }).trim().split('\n').map(Number);
    this.#isOver = true;
    this.#tmux('kill-server');
    return inside;
  }

  /** Waits until the screen matches, and returns it. Throws with the current screen if it never does. */
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
