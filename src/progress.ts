/** A line on a terminal's stderr that says how far long work is; nothing is drawn in the first second. */
import type { Output } from './io.js';

/** Called as the work goes on; `done` reaches `total` once, at the end. */
export type Progress = (done: number, total: number) => void;

const PATIENCE = 1000;
const FRAME = 100;
const WIDTH = 24;

/** Draws on the output if it is a terminal; the line is gone when the work is done. */
export function progressLine(label: string, output: Output, now: () => number): Progress {
  if (!output.isTerminal) return () => undefined;
  const started = now();
  let drawn = 0;
  return (done, total) => {
    const moment = now();
    if (done >= total) {
      if (drawn > 0) output.write('\r\x1b[K');
    } else if (moment - started >= PATIENCE && moment - drawn >= FRAME) {
      drawn = moment;
      const filled = Math.floor((done / total) * WIDTH);
      const bar = '#'.repeat(filled) + '-'.repeat(WIDTH - filled);
      output.write(`\r\x1b[K${label} [${bar}] ${done}/${total}`);
    }
  };
}
