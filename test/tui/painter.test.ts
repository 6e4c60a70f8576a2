/** What is written to the terminal for a frame. */
import { describe, expect, test } from 'vitest';
import { Painter } from '../../src/tui/painter.js';

/** What xterm shows: after writing in the last column, the cursor stays on that letter, so that erasing removes it. */
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
  let written = '';
  new Painter((text) => {
    written = text;
  }).paint(rows, null);
  expect(onXterm(written, 5)).toEqual(rows);
});

describe('the painter', () => {
  const written: string[] = [];
  const painter = new Painter((text) => written.push(text));
  const painted = (rows: readonly string[], cursor: { x: number; y: number } | null = null): string => {
    written.length = 0;
    painter.paint(rows, cursor);
    return written.join('').replaceAll('\x1b[?2026h\x1b[?25l', '').replaceAll('\x1b[?2026l', '');
  };

  test('writes the rows that differ, and shows the cursor where it is', () => {
    expect(painted(['one', 'two', 'three'])).toBe('\x1b[1;1H\x1b[Kone\x1b[2;1H\x1b[Ktwo\x1b[3;1H\x1b[Kthree');
    expect(painted(['one', '2', 'three'])).toBe('\x1b[2;1H\x1b[K2');
    expect(painted(['one', '2'], { x: 3, y: 0 })).toBe('\x1b[3;1H\x1b[J\x1b[1;4H\x1b[?25h');
    painter.forget();
    expect(painted(['one', '2'])).toBe('\x1b[1;1H\x1b[Kone\x1b[2;1H\x1b[K2');
  });
});
