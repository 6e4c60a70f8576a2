import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Flag } from '../../src/card/card.js';
import { addDays, type Day } from '../../src/day.js';
import { healthOf, type HealthCard } from '../../src/stats/health.js';
import { percent, tally } from '../../src/stats/tally.js';
import { knownOwners } from '../../src/trust/known-owners.js';
import { isChased } from '../../src/trust/owners.js';
import { trustOf, type TrustFacts } from '../../src/trust/trust.js';

const today = '2026-11-21' as Day;
const ana = { name: 'ana', login: '@ana', emails: ['ana@acme.com'], teams: [] };
const known = knownOwners([ana], []);

const fresh: TrustFacts = {
  status: 'active',
  supersededBy: null,
  unreadable: false,
  badDate: false,
  flags: 0,
  owner: ['@ana'],
  verifiedOn: addDays(today, -10),
  verifiedBy: '@ana',
  verifyBy: addDays(today, 80),
  recorded: true,
  edited: false,
  codeChanged: false,
};

let made = 0;
function card(
  facts: Partial<TrustFacts> = {},
  tags: readonly string[] = [],
  flags: readonly Flag[] = [],
): HealthCard {
  const trust = trustOf({ ...fresh, flags: flags.length, ...facts }, today, 14);
  return { path: `cards/${String(++made).padStart(4, '0')}.md`, tags, flags, trust };
}

const health = (...cards: HealthCard[]) => healthOf(cards, today, [ana], known);
const flag = (on: string | null): Flag => ({ by: '@ben', on: on as Day | null, note: 'wrong' });

describe('score', () => {
  test.each([
    [0, 0, null],
    [0, 3, 0],
    [1, 3, 33],
    [2, 3, 66],
    [999, 1000, 99],
    [3, 3, 100],
    [29, 100, 29],
    [57, 100, 57],
  ])('%i of %i is %j', (part, whole, wanted) => {
    expect(percent(part, whole)).toBe(wanted);
  });

  test('is of active cards, and of the state verified alone', () => {
    const stale = { verifyBy: addDays(today, -1) };
    const soon = { verifyBy: addDays(today, 5) };
    const { score, active, states, reasons } = health(
      card(),
      card({ recorded: false }),
      card(soon),
      card(stale),
      card({ status: 'draft' }),
      card({ status: 'archived' }),
      card({ supersededBy: 'x' }),
    );
    expect({ score, active }).toEqual({ score: 50, active: 4 });
    expect(states).toEqual({
      verified: 2,
      due: 1,
      unverified: 0,
      stale: 1,
      draft: 1,
      superseded: 1,
      archived: 1,
    });
    expect(reasons).toMatchObject({ current: 1, 'date-only': 1, soon: 1, expired: 1, flagged: 0 });
  });

  test('of nothing is none', () => {
    expect(health(card({ status: 'draft' }))).toMatchObject({
      score: null,
      active: 0,
      age: { median: null, cards: 0 },
      due: { cards: 0, owners: [] },
      tags: [],
    });
  });
});

describe('due', () => {
  test.each([
    [-1, 0],
    [0, 1],
    [30, 1],
    [31, 0],
  ])('a day %i days from now counts %i', (days, cards) => {
    expect(health(card({ verifyBy: addDays(today, days) })).due).toMatchObject({
      until: '2026-12-21',
      cards,
    });
  });

  test('joins the names of a person, and counts a card of two owners for both', () => {
    const soon = addDays(today, 3);
    const { due } = health(
      card({ verifyBy: soon, owner: ['ana@acme.com'] }),
      card({ verifyBy: soon, owner: ['@Ana', 'ana', '@ben'] }),
      card({ verifyBy: soon, owner: [] }),
      card({ verifyBy: soon, status: 'draft' }),
    );
    expect(due.cards).toBe(3);
    expect(due.owners).toEqual([
      { owner: '@ana', cards: 2, known: true },
      { owner: '@ben', cards: 1, known: false },
    ]);
  });
});

test('stale cards are counted by owner, with the names of a person joined', () => {
  const old = addDays(today, -1);
  const { stale } = health(
    card({ verifyBy: old, owner: ['ana@acme.com'] }),
    card({ verifyBy: old, owner: ['@Ana', '@ben'] }),
    card({ verifyBy: old, owner: [] }),
    card({ verifyBy: old, status: 'archived' }),
    card({ verifyBy: today }),
  );
  expect(stale).toEqual({
    cards: 3,
    owners: [
      { owner: '@ana', cards: 2, known: true },
      { owner: '@ben', cards: 1, known: false },
    ],
  });
});

test.each([
  [[], null],
  [[5], 5],
  [[1, 9], 1],
  [[9, 1, 4], 4],
  [[-3, 7], 0],
])('the median age of %j is %j', (ages, median) => {
  const cards = ages.map((days) => card({ verifiedOn: addDays(today, -days) }));
  expect(health(...cards, card({ verifiedOn: null })).age).toEqual({ median, cards: ages.length });
});

test('tags in any case are one, the largest first; a card counts once', () => {
  const { tags, untagged } = health(
    card({}, ['Refunds', 'refunds']),
    card({ verifyBy: addDays(today, -1) }, ['refunds', 'b']),
    card({}, ['a']),
    card(),
    card({ status: 'draft' }, ['draft']),
  );
  expect(tags).toEqual([
    { tag: 'Refunds', cards: 2, verified: 1, score: 50 },
    { tag: 'a', cards: 1, verified: 1, score: 100 },
    { tag: 'b', cards: 1, verified: 0, score: 0 },
  ]);
  expect(untagged).toBe(1);
});

test('open flags of active cards, with the oldest', () => {
  const two = card({}, [], [flag('2026-11-02'), flag('2026-10-05')]);
  const undated = card({}, [], [flag(null)]);
  const archived = card({ status: 'archived' }, [], [flag('2020-01-01')]);
  expect(health(undated, two, archived).flags).toEqual({
    open: 3,
    oldest: '2026-10-05',
    cards: [two.path, undated.path],
  });
});

test('orphans and cards without owner are not the same', () => {
  const [orphan, none, half] = [
    card({ owner: ['@gone'] }),
    card({ owner: [] }),
    card({ owner: ['@gone', '@ana'] }),
  ];
  expect(health(orphan, none, half)).toMatchObject({ orphans: [orphan.path], withoutOwner: [none.path] });
});

describe('laws', () => {
  const anyFacts = fc.record({
    status: fc.constantFrom('draft', 'active', 'deprecated', 'archived'),
    supersededBy: fc.constantFrom(null, null, 'x'),
    unreadable: fc.boolean(),
    badDate: fc.boolean(),
    owner: fc.subarray(['@ana', 'ana', '@gone', '#help']),
    verifiedOn: fc.option(fc.integer({ min: -400, max: 10 }).map((days) => addDays(today, days))),
    verifyBy: fc.option(fc.integer({ min: -100, max: 100 }).map((days) => addDays(today, days))),
    recorded: fc.boolean(),
    edited: fc.boolean(),
    codeChanged: fc.boolean(),
  });
  const anyCard = fc
    .tuple(
      anyFacts,
      fc.subarray(['a', 'A', 'b', '__proto__', 'constructor']),
      fc.array(fc.constant(flag('2026-01-01')), { maxLength: 2 }),
    )
    .map(([facts, tags, flags]) => card(facts as Partial<TrustFacts>, tags, flags));
  const anyCards = fc.array(anyCard, { maxLength: 30 });

  test('the order of cards changes nothing', () => {
    fc.assert(
      fc.property(
        anyCards.chain((cards) =>
          fc.tuple(fc.constant(cards), fc.shuffledSubarray(cards, { minLength: cards.length })),
        ),
        ([cards, mixed]) => {
          expect(health(...mixed)).toEqual(health(...cards));
        },
      ),
    );
  });

  test('counts add up', () => {
    fc.assert(
      fc.property(anyCards, (cards) => {
        const { states, reasons, active, score, tags, untagged } = health(...cards);
        const sum = (counts: Readonly<Record<string, number>>) =>
          Object.values(counts).reduce((a, b) => a + b, 0);
        expect(sum(states)).toBe(cards.length);
        expect(sum(reasons)).toBe(cards.length);
        expect(active).toBe(states.verified + states.due + states.unverified + states.stale);
        expect(active).toBe(cards.filter(({ trust }) => isChased(trust)).length);
        expect(score === 100).toBe(active > 0 && states.verified === active);
        for (const tag of tags) expect(tag.verified).toBeLessThanOrEqual(tag.cards);
        expect(untagged).toBeLessThanOrEqual(active);
        expect(tally(cards.map(({ trust }) => trust))).toEqual({ score, active, states, reasons });
      }),
    );
  });
});
