/** What each typed letter costs on the full screen, without the terminal: query, state, rows. Prints milliseconds of CPU. */
import { openBase } from '../src/base/base.js';
import { bufferIo } from '../test/memory-io.js';
import type { Day } from '../src/day.js';
import { styleOf } from '../src/format/style.js';
import { answerTo } from '../src/tui/asking.js';
import { frameOf } from '../src/tui/frame.js';
import { startingState } from '../src/tui/state.js';
import { update } from '../src/tui/update.js';

/** CPU time instead of wall time, because other processes may be busy. */
function now(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const [folder = '.'] = process.argv.slice(2);
const TYPED = ['array method', 'how to use flexbox', 'cors error', 'the', 'flexbox arrray', 'is:stale flex'];
const ROUNDS = 5;

const base = await openBase(
  { folder, name: null },
  { dayIn: () => '2026-11-21' as Day, progress: () => undefined, env: process.env, home: '/nonexistent' },
);
const style = styleOf(bufferIo({ terminal: true, columns: 120, rows: 40, color: true }).stdout, true, {});
const asker = { use: Promise.resolve(undefined), caller: () => Promise.resolve(null) };
const times: { text: string; query: number; state: number }[] = [];
let state = startingState({ columns: 120, rows: 40 });
for (let round = 0; round < ROUNDS; round++) {
  for (const words of TYPED) {
    for (let length = 0; length <= words.length; length++) {
      const text = words.slice(0, length);
      const start = now();
      const answer = await answerTo(base, text, asker);
      const answered = now();
      if ('unclear' in answer) throw new Error(answer.unclear);
      ({ state } = update(state, { what: 'answered', results: answer.results }));
      frameOf(state, style);
      const end = now();
      // The first round is a warm-up.
      if (round > 0) times.push({ text, query: answered - start, state: end - answered });
    }
  }
}
for (const part of ['query', 'state'] as const) {
  const sorted = times.map((each) => each[part]).sort((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1);
  console.log(`${part}: median ${at(0.5)} ms, 95 of 100 within ${at(0.95)} ms, worst ${at(1)} ms`);
}
const slow = [...times].sort((a, b) => b.query - a.query).slice(0, 6);
console.log(slow.map(({ text, query }) => `“${text}” ${query.toFixed(1)}`).join(', '));
