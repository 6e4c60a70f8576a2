import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Ranking } from '../../src/config.js';
import { addDays, type Day } from '../../src/day.js';
import { rank as rankBy, type Evidence, type Ranked, type Selection } from '../../src/search/rank.js';
import { TRUST_STATES, type Trust, type TrustState } from '../../src/trust/trust.js';

const today = '2026-11-21' as Day;
const ranking: Ranking = {
  boosts: { title: 3, tags: 3, headings: 2, body: 1 },
  trust: { verified: 1, due: 0.97, unverified: 0.8, stale: 0.6, superseded: 0.3 },
  coverage: 0.5,
  recency: 1.1,
};

function trusted(state: TrustState, verifiedOn: Day | null = null): Trust {
  return {
    state,
    reason: 'current',
    reasons: ['current'],
    days: null,
    owner: [],
    verifiedOn,
    verifiedBy: null,
    verifyBy: null,
  };
}

function evidence(changes: Partial<Evidence> = {}): Evidence {
  return { path: 'a.md', text: 2, covered: 1, trust: trusted('verified'), use: 1, ...changes };
}

const rank = (matches: readonly Evidence[], day: Day, by: Ranking, selection?: Selection): Ranked[] =>
  rankBy(matches, (match) => match, day, by, selection);

const paths = (matches: readonly Evidence[]): string[] =>
  rank(matches, today, ranking).map((hit) => hit.evidence.path);

describe('rank', () => {
  test('each factor, told as it counts', () => {
    const verified = trusted('stale', addDays(today, -90));
    const [hit] = rank([evidence({ text: 7.1, covered: 0.25, use: 1.2, trust: verified })], today, ranking);
    expect(hit?.because).toEqual({ text: 7.1, coverage: 0.5, trust: 0.6, use: 1.2, recency: 1.05 });
    expect(hit?.score).toBeCloseTo(7.1 * 0.5 * 0.6 * 1.2 * 1.05, 12);
  });

  test('recency: most today, nothing without a verification, nor for one to come', () => {
    const recency = (day: Day | null): number =>
      rank([evidence({ trust: trusted('verified', day) })], today, ranking)[0]?.because.recency ?? 0;
    expect(recency(today)).toBeCloseTo(1.1, 12);
    expect(recency(addDays(today, -90))).toBeCloseTo(1.05, 12);
    expect(recency(addDays(today, -3650))).toBeCloseTo(1, 9);
    expect(recency(null)).toBe(1);
    expect(recency(addDays(today, 1))).toBe(1);
  });

  test('trust orders equal texts; a stale card can still be first by its text', () => {
    const states: TrustState[] = ['superseded', 'stale', 'unverified', 'due', 'verified'];
    const equal = states.map((state) => evidence({ path: state, trust: trusted(state) }));
    expect(paths(equal)).toEqual(['verified', 'due', 'unverified', 'stale', 'superseded']);
    const stale = evidence({ path: 'stale', text: 4, trust: trusted('stale') });
    expect(paths([evidence({ path: 'weak' }), stale])).toEqual(['stale', 'weak']);
  });

  test('every state has a weight', () => {
    for (const state of TRUST_STATES) {
      const [hit] = rank([evidence({ trust: trusted(state) })], today, ranking);
      expect(hit?.because.trust).toBeGreaterThan(0);
      expect(hit?.because.trust).toBeLessThanOrEqual(1);
    }
  });

  test('ties: trust, then use, then path', () => {
    const flat = { ...ranking, trust: { ...ranking.trust, stale: 0.5 } };
    const tied = [
      evidence({ path: 'd', text: 2, trust: trusted('stale') }),
      evidence({ path: 'c', text: 1 }),
      evidence({ path: 'a', text: 1 }),
      evidence({ path: 'b', text: 2 / 3, use: 1.5 }),
    ];
    expect(rank(tied, today, flat).map((hit) => hit.evidence.path)).toEqual(['b', 'a', 'c', 'd']);
  });

  test('for any evidence the order is the same however it came, and use is bounded', () => {
    const some = fc.record({
      path: fc.string({ maxLength: 3 }),
      text: fc.constantFrom(0, 0.5, 1, 2),
      covered: fc.constantFrom(0, 0.25, 1),
      trust: fc.constantFrom(...TRUST_STATES).map((state) => trusted(state)),
      use: fc.constantFrom(0, 1, 1.2, 1000),
    });
    fc.assert(
      fc.property(fc.uniqueArray(some, { selector: ({ path }) => path, maxLength: 12 }), (all) => {
        expect(paths([...all].reverse())).toEqual(paths(all));
        for (const { because } of rank(all, today, ranking)) {
          expect(because.use).toBeGreaterThanOrEqual(1);
          expect(because.use).toBeLessThanOrEqual(1.5);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('for any factors the best few are the first of all', () => {
    const weight = fc.constantFrom(0, 0.3, 0.9, 1);
    const weights = fc.record({
      verified: weight,
      due: weight,
      unverified: weight,
      stale: weight,
      superseded: weight,
    });
    const weightless: Ranking['trust'] = { verified: 0, due: 0, unverified: 0, stale: 0, superseded: 0 };
    const rankings = fc.record({
      boosts: fc.constant(ranking.boosts),
      trust: fc.oneof({ weight: 9, arbitrary: weights }, fc.constant(weightless)),
      coverage: fc.constantFrom(0, 0.5, 4),
      recency: fc.constantFrom(1, 1.1, 1.5, 2),
    });
    // A few values each, so that ties are frequent; close ones, so that every factor can change the order.
    const any = fc.record({
      text: fc.oneof(fc.constantFrom(0.5, 1, 2), fc.double({ min: 1, max: 2, noNaN: true })),
      covered: fc.constantFrom(0.5, 0.9, 1),
      use: fc.constantFrom(0, 1, 1.2, 1.5, 9),
      trust: fc
        .tuple(fc.constantFrom(...TRUST_STATES), fc.constantFrom(null, -1, 0, 9, 90, 3650))
        .map(([state, days]) => trusted(state, days === null ? null : addDays(today, -days))),
    });
    fc.assert(
      fc.property(
        rankings,
        fc.array(any, { maxLength: 40 }),
        fc.integer({ min: 1, max: 12 }),
        (by, given, limit) => {
          const matches = given.map((each, at): Evidence => ({ ...each, path: `${at}` }));
          const mostUse = Math.max(1, ...matches.map(({ use }) => use));
          const best = rank(matches, today, by, { limit, mostUse });
          expect(best).toEqual(rank(matches, today, by, { limit: 0, mostUse }).slice(0, limit));
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('few matches are looked at beside the best', () => {
    const many = Array.from({ length: 1000 }, (_, at) => evidence({ path: `${at}`, text: 1 + at }));
    let looks = 0;
    const look = (match: Evidence): Evidence => {
      looks++;
      return match;
    };
    rankBy(many, look, today, ranking, { limit: 5, mostUse: 1 });
    expect(looks).toBeLessThan(200);
  });
});
