import { describe, expect, test } from 'vitest';
import type { Person } from '../../src/config.js';
import type { Day } from '../../src/day.js';
import { knownOwners } from '../../src/trust/known-owners.js';
import { abandoned, loads, ownerFindings, type JudgedCard } from '../../src/trust/owners.js';
import { trustOf, type TrustFacts } from '../../src/trust/trust.js';

const ana: Person = { name: 'ana', login: '@ana', emails: ['ana@acme.com'], teams: ['@acme/billing'] };
const facts: TrustFacts = {
  status: 'active',
  supersededBy: null,
  unreadable: false,
  badDate: false,
  flags: 0,
  owner: [],
  verifiedOn: '2026-11-01' as Day,
  verifiedBy: null,
  verifyBy: '2027-03-01' as Day,
  recorded: true,
  edited: false,
  codeChanged: false,
};
const today = '2026-11-21' as Day;

function card(path: string, owner: readonly string[], more: Partial<TrustFacts> = {}): JudgedCard {
  const trust = trustOf({ ...facts, owner, ...more }, today, 14);
  return { path, trust, ownerFrom: 'card', verifiers: [] };
}
const stale = { verifyBy: '2026-11-01' as Day };

describe('the load', () => {
  const known = knownOwners([ana], []);

  test('of a person is one, whatever names the cards have; the most stale come first', () => {
    const cards = [
      card('a.md', ['ana']),
      card('b.md', ['@ana', 'ana@acme.com'], stale),
      card('c.md', ['@ANA'], { verifyBy: '2026-11-25' as Day }),
      card('d.md', ['@acme/billing'], { flags: 1 }),
      card('e.md', ['@zoe', '@ana'], stale),
      card('f.md', ['@zoe'], stale),
    ];
    expect(loads(cards, [ana], known)).toEqual(
      [
        { owner: '@zoe', cards: 2, verified: 0, due: 0, stale: 2, unverified: 0, share: 1, known: false },
        { owner: '@ana', cards: 4, verified: 1, due: 1, stale: 2, unverified: 0, share: 0.5, known: true },
        {
          owner: '@acme/billing',
          cards: 1,
          verified: 0,
          due: 0,
          stale: 0,
          unverified: 1,
          share: 0,
          known: true,
        },
      ].sort((a, b) => b.stale - a.stale || b.due - a.due),
    );
  });

  test('has no cards that nobody is chased for', () => {
    const cards = [
      card('a.md', ['@ana'], { status: 'draft' }),
      card('b.md', ['@ana'], { status: 'archived' }),
      card('c.md', ['@ana'], { supersededBy: 'd' }),
    ];
    expect(loads(cards, [ana], known)).toEqual([]);
  });
});

test('abandoned are cards without an owner, and those of owners whom nobody knows', () => {
  const cards = [
    card('a.md', []),
    card('b.md', ['@zoe']),
    card('c.md', ['@zoe', '@ana']),
    card('d.md', [], { unreadable: true }),
    card('e.md', [], { status: 'archived' }),
  ];
  expect(abandoned(cards, knownOwners([ana], []))).toEqual({ withoutOwner: ['a.md'], orphans: ['b.md'] });
});

describe('findings', () => {
  const find = (cards: readonly JudgedCard[], asked: Readonly<Record<string, readonly string[]>> = {}) =>
    ownerFindings(cards, [ana], knownOwners([ana], []), (path) => asked[path] ?? []);

  test('name each unknown owner once, with the cards and the name that was meant', () => {
    const cards = [
      card('a.md', ['@anna']),
      card('b.md', ['@anna', '#ops']),
      { ...card('c.md', ['@ana']), verifiers: ['@gone'] },
    ];
    const none = { asked: [] };
    expect(find(cards)).toEqual([
      { about: 'unknown-owner', owner: '@anna', nearest: '@ana', cards: ['a.md', 'b.md'], ...none },
      { about: 'unknown-verifier', owner: '@gone', nearest: null, cards: ['c.md'], ...none },
    ]);
  });

  test.each([
    ['the same person', ['ana@acme.com'], ['@ana'], true],
    ['a team of the owner', ['ana'], ['@acme/billing'], true],
    ['a member of the team', ['@acme/billing'], ['@ana'], true],
    ['somebody of several', ['@ana', '#ops'], ['@x', '@Ana'], true],
    ['nobody', ['@ana'], [], true],
    ['somebody, where the owner is a channel', ['#ops'], ['@x'], true],
    ['somebody else', ['@ana'], ['@x'], false],
  ])('CODEOWNERS asks %s', (_, owner, asked, fine) => {
    const found = find([card('a.md', owner)], { 'a.md': asked }).filter(
      ({ about }) => about === 'codeowners',
    );
    expect(found).toHaveLength(fine ? 0 : 1);
    if (!fine) expect(found[0]).toMatchObject({ owner: '@ana', asked: ['@x'], cards: ['a.md'] });
  });

  test('do not hold what comes from CODEOWNERS against it', () => {
    expect(find([{ ...card('a.md', ['@ana']), ownerFrom: 'config' }], { 'a.md': ['@x'] })).toEqual([]);
  });
});
