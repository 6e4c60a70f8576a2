/**
 * Runs a transcript: Markdown whose ```console blocks contain `$ command` lines and what they print.
 * The commands of one file run in order in one folder, each in a real shell with the built kb on its PATH.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from './build.js';
import { ON_TEST_DAY } from './clock.js';

export interface Step {
  readonly command: string;
  /** Line of the transcript that has the command. */
  readonly line: number;
  readonly expected: string;
}

/** The steps of a transcript, in order. */
export function stepsOf(markdown: string): Step[] {
  const steps: { command: string; line: number; expected: string[] }[] = [];
  let inside = false;
  markdown.split('\n').forEach((text, index) => {
    if (text.startsWith('```')) inside = !inside && text.trim() === '```console';
    else if (inside && text.startsWith('$ '))
      steps.push({ command: text.slice(2), line: index + 1, expected: [] });
    else if (inside) steps.at(-1)?.expected.push(text);
  });
  return steps.map(({ command, line, expected }) => ({
    command,
    line,
    expected: expected.join('\n').trimEnd(),
  }));
}

/** The transcript with what its commands actually printed: for `KB_UPDATE=1`, to be reviewed before it is committed. */
export function rewritten(markdown: string, outputs: ReadonlyMap<number, string>): string {
  const result: string[] = [];
  let skipping = false;
  // Blank lines between an old answer and what comes next are kept.
  let blanks: string[] = [];
  markdown.split('\n').forEach((text, index) => {
    const output = outputs.get(index + 1);
    if (skipping && output === undefined && !text.startsWith('```')) {
      blanks = text === '' ? [...blanks, text] : [];
      return;
    }
    result.push(...blanks, text);
    blanks = [];
    skipping = output !== undefined;
    if (output) result.push(...output.split('\n'));
  });
  return result.join('\n');
}

/** Whether the output is as expected, where `[..]` matches any run of characters on one line. */
export function matches(expected: string, actual: string): boolean {
  const pattern = expected
    .split('[..]')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^\\n]*');
  return new RegExp(`^${pattern}$`).test(actual);
}

/** A folder to run a transcript in. By default, the base of `test/kb` is copied to it and committed. */
export class Stage {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'kb-session-'));
  #cwd = path.join(this.folder, 'base');
  readonly #env: NodeJS.ProcessEnv;

  constructor(template: string | null) {
    const bin = path.join(this.folder, 'bin');
    mkdirSync(bin);
    mkdirSync(this.#cwd);
    writeFileSync(
      path.join(bin, 'kb'),
      `#!/bin/sh\nexec "${process.execPath}" "${path.join(root, 'bin/kb.js')}" "$@"\n`,
    );
    chmodSync(path.join(bin, 'kb'), 0o755);
    this.#env = {
      PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}`,
      HOME: path.join(this.folder, 'home'),
      LANG: 'C.UTF-8',
      ...ON_TEST_DAY,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_DATE: '2026-11-01T09:00:00Z',
      GIT_COMMITTER_DATE: '2026-11-01T09:00:00Z',
    };
    mkdirSync(this.#env['HOME'] ?? '');
    if (template !== null) {
      cpSync(path.resolve(root, template), this.#cwd, { recursive: true });
      for (const args of [
        ['init', '-q', '-b', 'main'],
        ['config', 'user.name', 'Ana'],
        ['config', 'user.email', 'ana@acme.example'],
        ['add', '-A'],
        ['commit', '-q', '-m', 'Cards'],
      ]) {
        execFileSync('git', args, { cwd: this.#cwd, env: this.#env });
      }
    }
  }

  /** The output of one command, stdout and stderr together as in a terminal, without the final line end. */
  run(command: string): string {
    const marker = path.join(this.folder, 'cwd');
    const result = spawnSync(
      'bash',
      ['-c', `exec 2>&1; ${command}\n__code=$?; pwd > "${marker}"; exit $__code`],
      {
        cwd: this.#cwd,
        env: this.#env,
        encoding: 'utf8',
        timeout: 60_000,
      },
    );
    this.#cwd = readFileSync(marker, 'utf8').trimEnd();
    return result.stdout.replaceAll(this.folder, '~~').trimEnd();
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
