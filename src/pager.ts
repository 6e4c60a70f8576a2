/**
 * Shows long answers in a pager: only on a terminal, and only if they are longer than the screen.
 * `PAGER` may contain arguments and quotes (`less -S`); it is started without a shell unless it needs one (`$`, `|`, `;`, …).
 * Empty or `cat` means none.
 */
import { spawn } from 'node:child_process';
import { unstyled } from './format/styled.js';
import { width } from './format/width.js';
import type { Environment, Io, Output } from './io.js';

/** Writes an answer to stdout, through the pager if it is long. Quitting the pager early is not an error. */
export async function page(io: Io, env: Environment, text: string): Promise<void> {
  const command = env['PAGER'] ?? 'less';
  if (
    !fillsScreen(io.stdout, text) ||
    env['TERM'] === 'dumb' ||
    isNone(command) ||
    !(await shownIn(command, env, text))
  ) {
    io.stdout.write(text);
  }
}

/** Whether the text and the prompt after it take more rows than the terminal has. */
function fillsScreen({ isTerminal, rows, columns }: Output, text: string): boolean {
  if (!isTerminal) return false;
  let left = rows - 1;
  for (const line of unstyled(text).replace(/\n$/, '').split('\n')) {
    left -= Math.max(1, Math.ceil(width(line) / Math.max(1, columns)));
    if (left < 0) return true;
  }
  return false;
}

function isNone(command: string): boolean {
  return /^\s*(?:cat\s*)?$/.test(command);
}

/** Shows the text in the pager. Returns false if the pager could not be started. */
function shownIn(command: string, env: Environment, text: string): Promise<boolean> {
  const words = wordsOf(command);
  const [file = '', ...args] = words ?? [];
  if (file === '' && words) return Promise.resolve(false);
  return new Promise((resolve) => {
    // As git does: quit if the text fits on one screen, pass colors and links through, leave the text on the screen.
    const pagerEnv = { LESS: 'FRX', LV: '-c', ...env };
    const child = words
      ? spawn(file, args, { env: pagerEnv, stdio: ['pipe', 'inherit', 'inherit'] })
      : spawn(command, { env: pagerEnv, stdio: ['pipe', 'inherit', 'inherit'], shell: true });
    // Ctrl-C belongs to the pager while it runs.
    const ignore = (): void => undefined;
    process.on('SIGINT', ignore);
    const end = (started: boolean): void => {
      process.off('SIGINT', ignore);
      resolve(started);
    };
    child.on('error', () => {
      end(false);
    });
    // 126 and 127: the shell could not run or find the command.
    child.on('close', (code) => {
      end(words !== null || (code !== 126 && code !== 127));
    });
    child.stdin.on('error', ignore);
    child.stdin.end(text);
  });
}

/** Splits a command line with simple quotes into words: empty if a quote is not closed, null if only a shell can parse it. */
function wordsOf(command: string): string[] | null {
  if (/[$`|&;<>()*?[\]{}~\\\n=#!]/.test(command)) return null;
  const words = command.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
  const rest = command.replace(/(?:[^\s"']|"[^"]*"|'[^']*')+/g, '').trim();
  return rest === '' ? words.map((word) => word.replace(/["']/g, '')) : [];
}
