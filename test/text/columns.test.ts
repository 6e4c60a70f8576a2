import { expect, test } from 'vitest';
import { columnsBetween, columnsOf } from '../../src/text/columns.js';

test.each([
  ['refund', [0, 1, 2, 3, 4, 5, 6]],
  ['e\u0301a', [0, 1, 1, 2]],
  ['退款', [0, 2, 4]],
  ['😀.', [0, 2, 2, 3]],
  // A heart and a family: each is one picture of two columns.
  ['\u2764\ufe0f!', [0, 1, 2, 3]],
  ['👩\u200d👧', [0, 2, 2, 2, 2, 2]],
  ['👍🏽', [0, 2, 2, 2, 2]],
  ['', [0]],
])('columns in front of each unit of %s', (text, expected) => {
  const columns = columnsOf(text);
  expect([...columns]).toEqual(expected);
  expect(columnsBetween(columns, 0, text.length)).toBe(expected.at(-1));
});
