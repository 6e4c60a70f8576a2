import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDay, type Day } from '../../src/day.js';
import { dueDay, isStale, trustOf, type TrustFacts } from '../../src/trust/trust.js';

const TODAY = '2026-11-21' as Day;
const GOOD: TrustFacts = {
  status: 'active',
  supersededBy: null,
  unreadable: false,
  badDate: false,
  flags: 0,
  owner: ['@ana'],
  verifiedOn: '2026-08-23' as Day,
  verifiedBy: '@ana',
  verifyBy: '2027-02-19' as Day,
  recorded: true,
  edited: false,
  codeChanged: false,
};

/** Each condition of the ladder, worst first, as the change that brings it about in a good card. */
const RUNGS: readonly (readonly [string, Partial<TrustFacts>])[] = [
  ['archived: archived', { status: 'archived' }],
  ['superseded: superseded', { supersededBy: 'other' }],
  ['draft: draft', { status: 'draft' }],
  ['unverified: unreadable', { unreadable: true }],
  ['unverified: bad-date', { badDate: true }],
  ['unverified: flagged', { flags: 1 }],
  ['unverified: never', { verifyBy: null }],
  ['stale: expired', { verifyBy: '2026-10-11' as Day }],
  ['unverified: edited-since', { edited: true }],
  ['unverified: owner-missing', { owner: [] }],
  ['due: code-changed', { codeChanged: true }],
  ['due: soon', { verifyBy: '2026-11-27' as Day }],
];

const name = (facts: TrustFacts): string => {
  const { state, reason } = trustOf(facts, TODAY, 14);
  return `${state}: ${reason}`;
};

describe('trustOf', () => {
  test.each(RUNGS)('%s', (expected, change) => {
    expect(name({ ...GOOD, ...change })).toBe(expected);
  });

  test('with nothing wrong the card is verified, by date only where no text was recorded', () => {
    expect(name(GOOD)).toBe('verified: current');
    expect(name({ ...GOOD, recorded: false })).toBe('verified: date-only');
    expect(trustOf(GOOD, TODAY, 14).reasons).toEqual(['current']);
  });

  test('of all combinations the worst counts, and all that apply are named in order', () => {
    for (let set = 1; set < 1 << RUNGS.length; set++) {
      const chosen = RUNGS.filter((_, index) => set & (1 << index));
      // If rungs set the same fact, the worse one is applied last.
      const facts = Object.assign(
        {},
        GOOD,
        ...[...chosen].reverse().map(([, change]) => change),
      ) as TrustFacts;
      expect(name(facts)).toBe(chosen[0]?.[0]);
      const { reasons } = trustOf(facts, TODAY, 14);
      const order = RUNGS.map(([rung]) => rung.split(': ')[1]);
      const places = reasons.map((reason) => order.indexOf(reason));
      expect(places).toEqual([...places].sort((a, b) => a - b));
      expect(new Set(reasons).size).toBe(reasons.length);
    }
  });

  test('the due day itself is still good; the day after is stale', () => {
    expect(trustOf({ ...GOOD, verifyBy: TODAY }, TODAY, 14)).toMatchObject({ state: 'due', days: 0 });
    expect(trustOf({ ...GOOD, verifyBy: '2026-11-20' as Day }, TODAY, 14)).toMatchObject({
      state: 'stale',
      days: 1,
    });
    expect(trustOf({ ...GOOD, verifyBy: '2026-12-05' as Day }, TODAY, 14)).toMatchObject({
      state: 'due',
      days: -14,
    });
    expect(trustOf({ ...GOOD, verifyBy: '2026-12-06' as Day }, TODAY, 14)).toMatchObject({
      state: 'verified',
      days: -15,
    });
  });

  test('time alone never makes a card better', () => {
    const rank = ['verified', 'due', 'stale'];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 0, max: 60 }), (date, warn) => {
        const verifyBy = parseDay(`2026-11-${String(date).padStart(2, '0')}`) ?? null;
        const states = ['2026-10-01', '2026-11-01', '2026-11-15', '2026-12-01'].map((today) =>
          rank.indexOf(trustOf({ ...GOOD, verifyBy }, today as Day, warn).state),
        );
        expect(states).toEqual([...states].sort((a, b) => a - b));
      }),
    );
  });
});

test('the due day is the written one, else the verification and its interval, else none', () => {
  const on = '2026-08-31' as Day;
  const every = { count: 6, unit: 'month' } as const;
  expect(dueDay('2026-12-01' as Day, on, every)).toBe('2026-12-01');
  expect(dueDay(null, on, every)).toBe('2027-02-28');
  expect(dueDay(null, on, null)).toBeNull();
  expect(dueDay(null, null, every)).toBeNull();
});

describe('past its date', () => {
  const expired = { verifyBy: '2026-10-11' as Day };
  const stale = (changes: Partial<TrustFacts>): boolean =>
    isStale(trustOf({ ...GOOD, ...expired, ...changes }, TODAY, 14));

  test.each([{}, { flags: 1 }, { edited: true }, { owner: [] }])('whatever else is wrong: %j', (changes) => {
    expect(stale(changes)).toBe(true);
  });

  test.each([
    { status: 'archived' },
    { status: 'draft' },
    { supersededBy: 'other' },
    { verifyBy: TODAY },
  ] satisfies Partial<TrustFacts>[])('not where nobody has to keep it true: %j', (changes) => {
    expect(stale(changes)).toBe(false);
  });
});
