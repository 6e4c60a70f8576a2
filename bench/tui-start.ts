/** How long `kb` takes in a terminal to show its first frame and its first cards, beside `node -e 0` in another terminal. */
import { spawn } from 'node:child_process';
import path from 'node:path';

const [folder = '.', count = '11'] = process.argv.slice(2);
const bin = path.join(import.meta.dirname, '../bin/kb.js');
/** What must appear: the input line, and the number of cards. */
const MARKS = { 'first frame': /kb [›>] /, 'first cards': /\d+ cards?\b/ };
type Mark = keyof typeof MARKS;

/** Milliseconds until each mark appears in a terminal made by util-linux's `script`. */
async function kbStart(): Promise<Record<Mark, number>> {
  const seen = { 'first frame': Number.NaN, 'first cards': Number.NaN };
  const started = performance.now();
  const terminal = inTerminal(`'${bin}'`);
  let text = '';
  let hasLeft = false;
  terminal.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    for (const mark of Object.keys(MARKS) as Mark[])
      if (Number.isNaN(seen[mark]) && MARKS[mark].test(text)) seen[mark] = performance.now() - started;
    if (hasLeft || Number.isNaN(seen['first cards'])) return;
    hasLeft = true;
    // Ctrl-C quits.
    terminal.stdin.write('\x03');
  });
  await new Promise((resolve) => terminal.on('close', resolve));
  return seen;
}

/** Milliseconds of Node's own start, also in a terminal. */
async function nodeStart(): Promise<number> {
  const started = performance.now();
  const terminal = inTerminal('-e 0');
  terminal.stdout.resume();
  await new Promise((resolve) => terminal.on('close', resolve));
  return performance.now() - started;
}

function inTerminal(args: string) {
  const env = { ...process.env, CI: '', TERM: 'xterm-256color' };
  const command = `stty rows 40 cols 120; exec '${process.execPath}' ${args}`;
  return spawn('script', ['-qec', command, '/dev/null'], { cwd: folder, env });
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const rounds: (Record<Mark, number> & { readonly node: number })[] = [];
await kbStart();
for (let round = 0; round < Number(count); round++)
  rounds.push({ node: await nodeStart(), ...(await kbStart()) });
console.log(`node -e 0: ${median(rounds.map(({ node }) => node)).toFixed(0)} ms`);
for (const mark of Object.keys(MARKS) as Mark[]) {
  const ratio = median(rounds.map((round) => round[mark] / round.node));
  console.log(
    `${mark}: ${median(rounds.map((round) => round[mark])).toFixed(0)} ms, ${ratio.toFixed(2)} times node -e 0`,
  );
}
