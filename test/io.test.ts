/** What the environment says of the terminal. */
import { expect, test } from 'vitest';
import { wantedColumns } from '../src/io.js';

test.each([
  ['40', 40],
  ['9999', 9999],
  ['0', null],
  ['', null],
  ['-1', null],
  ['80x24', null],
  ['99999', null],
])('COLUMNS=%s is a width of %s', (text, expected) => {
  expect(wantedColumns({ COLUMNS: text })).toBe(expected);
  expect(wantedColumns({})).toBeNull();
});
