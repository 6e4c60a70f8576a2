/** The measure for linear time tells quadratic cost from linear, however short the runs are. */
import { expect, test } from 'vitest';
import { growth, LINEAR } from './cost.js';

/** Reads this many letters and returns a value, so that the loop cannot be optimized away. */
function look(text: string, times: number): number {
  let sum = 0;
  for (let at = 0; at < times; at++) sum += text.charCodeAt(at % text.length);
  return sum;
}

test.each([1000, 100_000])('a line of %i letters is one', (length) => {
  expect(growth((text) => look(text, text.length * 10), 'a'.repeat(length))).toBeLessThan(LINEAR);
});

test('a square is none, also where the whole takes a few milliseconds', () => {
  expect(growth((text) => look(text, text.length ** 2), 'a'.repeat(2000))).toBeGreaterThanOrEqual(LINEAR);
});

test('what does not read the text cannot be measured by it', () => {
  expect(() => growth((text) => look(text.slice(0, 100), 10_000), 'a'.repeat(2000))).toThrow(
    /only [01]\.\d times as much/,
  );
});
