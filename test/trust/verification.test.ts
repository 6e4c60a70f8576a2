import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../src/card/edit.js';
import { writeFields } from '../../src/card/write.js';
import { addInterval, type Day, type Interval } from '../../src/day.js';
import { trustOf } from '../../src/trust/trust.js';
import { spread, verification, type Act } from '../../src/trust/verification.js';
import { trustFacts } from '../../src/trust/verify.js';
import { card, sampleContext, type Sample } from '../card/sample.js';

const TODAY = '2026-11-21' as Day;
const ACT: Act = { on: TODAY, by: '@ana', note: 'read with legal', term: null, earlier: 0, paths: null };

const TEXTS = {
  kb: '---\ntitle: Refunds\nowner: "@ana"\nverify-by: 2026-01-31\n---\n\nWithin 14 days.\n',
  gds: '---\ntitle: Refunds\nowner_slack: "#pay"\nlast_reviewed_on: 2025-02-01\nreview_in: 6 months\n---\n\nWithin 14 days.\n',
  learn: '---\r\ntitle: Refunds\r\nms.author: ana\r\nms.date: 02/01/2025\r\n---\r\n\r\nWithin 14 days.\r\n',
} as const;

/** The text with a verification, its due date, and the resulting trust; or why it was refused. */
function verified(text: string, sample: Sample, act: Act = ACT) {
  const { names } = sampleContext(sample);
  const before = card(text, sample);
  const plan = verification(before, names, act);
  if (!plan.ok) return { why: plan.why, hint: plan.hint };
  const written = writeFields(text, names, plan.fields);
  if (!written.ok) throw new Error(written.why);
  const after = card(applyEdits(text, written.edits), sample);
  const trust = trustOf(trustFacts(after, null), act.on, 14);
  return { text: after.source, due: plan.due, trust };
}

describe('a verification', () => {
  test.each([
    [
      'kb',
      '---\ntitle: Refunds\nowner: "@ana"\nverify-by: 2027-02-19\nverified:\n  on: 2026-11-21\n  by: "@ana"\n',
    ],
    ['gds', 'last_reviewed_on: 2026-11-21\nreview_in: 6 months\nkb:\n  by: "@ana"\n'],
    ['learn', 'ms.date: 11/21/2026\r\nkb:\r\n  by: "@ana"\r\n'],
  ] as const)('is written in the words of dialect %s, and holds', (dialect, part) => {
    const { text, trust, due } = verified(TEXTS[dialect], { dialect });
    expect(text).toContain(part);
    expect(trust).toMatchObject({
      state: 'verified',
      reason: 'current',
      verifiedOn: TODAY,
      verifiedBy: '@ana',
      verifyBy: due,
    });
  });

  test('settles flags and mends a date that cannot be read', () => {
    const text = TEXTS.kb
      .replace('2026-01-31', '2026-02-31')
      .replace('---\n\n', 'flags:\n  - by: "@ben"\n    note: wrong price\n---\n\n');
    expect(card(text)).toMatchObject({ badDate: true, flags: [{ by: '@ben' }] });
    const after = verified(text, {});
    expect(after.trust?.reasons).toEqual(['current']);
    expect(after.text).not.toContain('flags');
  });

  test('forgets what the last one said of code and evidence', () => {
    const first = verified(TEXTS.kb, {}, { ...ACT, paths: '0b9d4f7c1e22' });
    expect(first.text).toContain('paths: 0b9d4f7c1e22');
    const second = verified(first.text ?? '', {}, { ...ACT, by: '@ben', note: null });
    expect(second.text).not.toMatch(/paths|note|@ana".*@ana/s);
  });

  test.each<[string, Partial<Act>, Day | RegExp]>([
    ['the interval', {}, '2027-02-19' as Day],
    ['a day', { term: { until: '2027-03-31' as Day } }, '2027-03-31' as Day],
    ['today', { term: { until: TODAY } }, TODAY],
    ['another interval', { term: { lasting: { count: 6, unit: 'month' } } }, '2027-05-21' as Day],
    ['a little less', { earlier: 9 }, '2027-02-10' as Day],
    ['a day that is over', { term: { until: '2026-11-20' as Day } }, /has passed/],
  ])('lasts for %s', (_, act, expected) => {
    const done = verified(TEXTS.kb, {}, { ...ACT, ...act });
    if (typeof expected === 'string') expect([done.due, done.trust?.verifyBy]).toEqual([expected, expected]);
    else expect(done.why).toMatch(expected);
  });

  test('lasts as long as the card says', () => {
    const text = TEXTS.kb.replace('verify-by: 2026-01-31', 'verify-every: 1 year');
    expect(verified(text, {}).due).toBe('2027-11-21');
  });

  test('is refused where nothing says how long it holds', () => {
    const defaults = { ...sampleContext().defaults, verifyEvery: null };
    expect(verified(TEXTS.kb, { defaults })).toMatchObject({ why: /how long/, hint: /--until/ });
  });

  test('names the field that a dialect lacks', () => {
    const until = { ...ACT, term: { until: '2027-03-31' as Day } };
    expect(verified(TEXTS.gds, { dialect: 'gds' }, until)).toMatchObject({
      hint: expect.stringContaining('verify-by') as string,
    });
    expect(verified(TEXTS.kb, { dialect: 'custom' })).toMatchObject({
      hint: expect.stringContaining('verified.on') as string,
    });
  });

  test('leaves the due day to the intervals of a foreign base that has both', () => {
    const fields = new Map([
      ['verified.on', ['reviewed']],
      ['verify-by', ['expires']],
      ['verify-every', ['review_cycle']],
    ]);
    const sample: Sample = { dialect: 'custom', fields };
    const text = '---\nreviewed: 2025-01-01\nreview_cycle: 6 months\n---\nText.\n';
    expect(verified(text, sample)).toMatchObject({
      due: '2027-05-21',
      text: expect.not.stringContaining('expires') as string,
    });
    const dated = verified(text.replace('review_cycle', 'expires: 2025-02-01\nreview_cycle'), sample);
    expect(dated.text).toContain('expires: 2027-05-21');
  });
});

describe('spread', () => {
  const lengths = fc.array(fc.integer({ min: 0, max: 3700 }), { minLength: 1, maxLength: 200 });

  test('ten cards come due together', () => {
    expect(spread(Array.from({ length: 10 }, () => 90))).toEqual(Array.from({ length: 10 }, () => 0));
  });

  test('more than ten come due over the last tenth of their interval, never later than it ends', () => {
    fc.assert(
      fc.property(lengths, (days) => {
        const earlier = spread(days);
        expect(earlier).toHaveLength(days.length);
        for (const [at, by] of earlier.entries()) {
          expect(by).toBeGreaterThanOrEqual(0);
          expect(by).toBeLessThanOrEqual((days[at] ?? 0) / 10);
        }
      }),
    );
  });

  test('no day gets much more than its share', () => {
    const counts = new Map<number, number>();
    for (const by of spread(Array.from({ length: 100 }, () => 90))) counts.set(by, (counts.get(by) ?? 0) + 1);
    expect([...counts.keys()].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(11);
  });
});

test('a policy is never lengthened', () => {
  const interval: fc.Arbitrary<Interval> = fc.record({
    count: fc.integer({ min: 1, max: 60 }),
    unit: fc.constantFrom('day', 'month'),
  });
  fc.assert(
    fc.property(interval, fc.integer({ min: 0, max: 400 }), (verifyEvery, earlier) => {
      const defaults = { ...sampleContext().defaults, verifyEvery };
      const plan = verification(card(TEXTS.kb, { defaults }), sampleContext().names, { ...ACT, earlier });
      expect(plan.ok && plan.due <= addInterval(TODAY, verifyEvery)).toBe(true);
    }),
  );
});
