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
const cards = fc
  .subarray(['cards/a.md', 'cards/b.md', '__proto__', 'cards/ค.md'])
  .map((paths): ReadonlySet<string> => new Set(paths));

describe('baseline', () => {
  test('what it was made of is known to it, and nothing of it is new', () => {
    fc.assert(
      fc.property(findings, cards, (found, there) => {
        const baseline = baselineOf(found);
        expect(unknownTo(baseline, found, there)).toEqual([]);
        expect(sizeOf(baseline)).toBe(found.length);
        expect(lowered(baseline, found, there)).toEqual(baseline);
      }),
    );
  });

  test('survives its file', () => {
    fc.assert(
      fc.property(findings, (found) => {
        const baseline = baselineOf(found);
        expect(unknownTo(parseBaseline(formatBaseline(baseline)), found, new Set())).toEqual([]);
      }),
    );
  });

  test('only ever becomes shorter', () => {
    fc.assert(
      fc.property(findings, findings, cards, (before, after, there) => {
        const baseline = baselineOf(before);
        const lower = lowered(baseline, after, there);
        const unknown = unknownTo(baseline, after, there);
        expect(sizeOf(lower)).toBeLessThanOrEqual(sizeOf(baseline));
        expect(unknownTo(lower, after, there)).toEqual(unknown);
        expect(sizeOf(lower) + unknown.length).toBe(after.length);
        // The baseline already had the same findings, under some path.
        const kinds = (of: readonly Finding[]): Finding[] => of.map((each) => ({ ...each, path: 'any.md' }));
        const known = after.filter((each) => !unknown.includes(each));
        expect(unknownTo(baselineOf(kinds(before)), kinds(known), new Set())).toEqual([]);
      }),
    );
  });

  test('follows cards that are renamed, and the file takes the new paths', () => {
    fc.assert(
      fc.property(findings, (before) => {
        const moved = before.map((each) => ({ ...each, path: `new/${each.path}` }));
        const there = new Set(moved.map(({ path }) => path));
        const baseline = baselineOf(before);
        expect(unknownTo(baseline, moved, there)).toEqual([]);
        expect(lowered(baseline, moved, there)).toEqual(baselineOf(moved));
      }),
    );
  });

  test('gives nothing of a card that is there, and nothing to a card that it names', () => {
    const at = (path: string, message = 'one'): Finding => ({
      path,
      problem: { rule: 'expired', severity: 'error', message },
    });
    const baseline = baselineOf([at('old.md'), at('known.md', 'two')]);
    expect(unknownTo(baseline, [at('new.md')], new Set(['old.md', 'new.md']))).toEqual([at('new.md')]);
    expect(unknownTo(baseline, [at('known.md')], new Set(['known.md']))).toEqual([at('known.md')]);
    expect(unknownTo(baseline, [at('new.md'), at('new.md')], new Set(['new.md']))).toEqual([at('new.md')]);
  });

  test('a second finding of the same kind is new, wherever the lines moved to', () => {
    const one = (line: number): Finding => ({
      path: 'a.md',
      problem: { rule: 'expired', severity: 'error', message: `as on line ${line}`, line },
    });
    expect(unknownTo(baselineOf([one(3)]), [one(7), one(9)], new Set())).toEqual([one(9)]);
  });

  test.each([
    ['', 'expected the file to be JSON'],
    ['[]', 'the file to be a map'],
    ['{}', '`schemaVersion` to be 1'],
    ['{"schemaVersion": 1, "findings": {"a.md": 3}}', 'the entry “a.md” to be a map'],
    ['{"schemaVersion": 1, "findings": {"a.md": {"x": -1}}}', '“x” to have a count'],
  ])('%j is refused', (text, why) => {
    expect(() => parseBaseline(text)).toThrow(why);
  });
});
