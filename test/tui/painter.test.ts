/** What is written to the terminal for a frame. */
import { expect, test } from 'vitest';
import { Painter } from '../../src/tui/painter.js';

function painted(...frames: readonly (readonly string[])[]): string {
  let written = '';
  const painter = new Painter((text) => {
    written = text;
  });
  for (const rows of frames) painter.paint(rows, null);
  return written;
}

/** What xterm shows: in the last column the cursor waits on the letter that was written there, so that erasing takes it. */
function onXterm(text: string, columns: number): string[] {
  const rows: string[] = [];
  let [x, y] = [0, 0];
  for (const [each, row, letter = ''] of text.matchAll(/\x1b\[(?:(\d+);1H|[?\d]*[a-zA-Z])|(.)/gs)) {
    if (row !== undefined) [x, y] = [0, Number(row) - 1];
    else if (each === '\x1b[K') rows[y] = (rows[y] ?? '').slice(0, Math.min(x, columns - 1));
    else if (letter !== '') rows[y] = (rows[y] ?? '').slice(0, x++) + letter;
  }
  return rows;
}

test('a row that fills the terminal keeps its last letter', () => {
  const rows = ['12345', '123', '12345'];
  expect(onXterm(painted(rows), 5)).toEqual(rows);
});

test('a shorter row leaves nothing of the longer one before it', () => {
  expect(painted(['12345'], ['1'])).toContain('\x1b[1;1H\x1b[K1');
});

test('rows that are the same are not written again', () => {
  expect(painted(['one', 'two'], ['one', 'three'])).not.toContain('one');
});
