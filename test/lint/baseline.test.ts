import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  baselineOf,
  formatBaseline,
  lowered,
  parseBaseline,
  sizeOf,
  unknownTo,
} from '../../src/lint/baseline.js';
import type { Finding } from '../../src/lint/finding.js';

const finding = fc.record({
  path: fc.constantFrom('cards/a.md', 'cards/b.md', '__proto__', 'cards/ค.md'),
  problem: fc.record({
    rule: fc.constantFrom('expired', 'link-target'),
    severity: fc.constant('error' as const),
    message: fc.constantFrom('one', 'two', 'constructor', '“__proto__”'),
    line: fc.nat({ max: 9 }),
  }),
}) satisfies fc.Arbitrary<Finding>;
const findings = fc.array(finding, { maxLength: 12 });

describe('baseline', () => {
  test('what it was made of is known to it, and nothing of it is new', () => {
    fc.assert(
      fc.property(findings, (found) => {
        const baseline = baselineOf(found);
        expect(unknownTo(baseline, found)).toEqual([]);
        expect(sizeOf(baseline)).toBe(found.length);
        expect(lowered(baseline, found)).toEqual(baseline);
      }),
    );
  });

  test('survives its file', () => {
    fc.assert(
      fc.property(findings, (found) => {
        const baseline = baselineOf(found);
        expect(unknownTo(parseBaseline(formatBaseline(baseline)), found)).toEqual([]);
      }),
    );
  });

  test('only ever becomes shorter', () => {
    fc.assert(
      fc.property(findings, findings, (before, after) => {
        const baseline = baselineOf(before);
        const lower = lowered(baseline, after);
        expect(sizeOf(lower)).toBeLessThanOrEqual(sizeOf(baseline));
        expect(unknownTo(lower, after)).toEqual(unknownTo(baseline, after));
        expect(sizeOf(lower) + unknownTo(lower, after).length).toBe(after.length);
      }),
    );
  });

  test('a second finding of the same kind is new, wherever the lines moved to', () => {
    const one = (line: number): Finding => ({
      path: 'a.md',
      problem: { rule: 'expired', severity: 'error', message: `as on line ${line}`, line },
    });
    expect(unknownTo(baselineOf([one(3)]), [one(7), one(9)])).toEqual([one(9)]);
  });

  test.each([
    ['', 'it is JSON'],
    ['[]', 'the file is a map'],
    ['{}', '`schemaVersion` is 1'],
    ['{"schemaVersion": 1, "findings": {"a.md": 3}}', 'the entry “a.md” is a map'],
    ['{"schemaVersion": 1, "findings": {"a.md": {"x": -1}}}', '“x” has a count'],
  ])('%j is refused', (text, why) => {
    expect(() => parseBaseline(text)).toThrow(why);
  });
});
