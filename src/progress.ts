/** A progress line for long work, drawn on a terminal's stderr after the first second. */
import type { Output } from './io.js';

/** Called as work proceeds; `done` reaches `total` once, at the end. */
export type Progress = (done: number, total: number) => void;

const DELAY = 1000;
const FRAME = 100;
const WIDTH = 24;

/** Draws on the output if it is a terminal, and erases the line when the work is done. @param now milliseconds */
export function progressLine(label: string, output: Output, now: () => number): Progress {
  if (!output.isTerminal) return () => undefined;
  const started = now();
  let drawn = 0;
  return (done, total) => {
    const moment = now();
    if (done >= total) {
      if (drawn > 0) output.write('\r\x1b[K');
    } else if (moment - started >= DELAY && moment - drawn >= FRAME) {
      drawn = moment;
      const filled = Math.floor((done / total) * WIDTH);
      const bar = '#'.repeat(filled) + '-'.repeat(WIDTH - filled);
      output.write(`\r\x1b[K${label} [${bar}] ${done}/${total}`);
    }
  };
}
