import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Person } from '../../src/config.js';
import { assignmentKey, candidatesOf, isSameAssignment, teamsOf } from '../../src/forge/plan/assignees.js';
import { cost } from '../cost.js';

const PEOPLE: readonly Person[] = [
  {
    name: 'ana',
    login: '@ana',
    emails: ['ana@acme.com', 'a@home.org'],
    teams: ['@acme/billing', '#support'],
  },
  { name: 'ben', login: 'Ben-K', emails: ['ben@acme.com'], teams: ['@Acme/Billing'] },
  { name: 'eva', login: null, emails: ['eva@acme.com'], teams: ['@acme/billing'] },
];

const of = (
  owners: readonly string[],
  codeowners: readonly string[] = [],
  defaults: readonly string[] = [],
) => candidatesOf(PEOPLE, defaults)(owners, codeowners);

describe('those who can be asked', () => {
  test.each<readonly [string, readonly string[], readonly (readonly string[])[]]>([
    ['a login', ['@zoe'], [['zoe']]],
    ['a login in other case', ['@ANA'], [['ana']]],
    ['an e-mail address of a person', ['A@home.org'], [['ana']]],
    ['a name of a person', ['ana'], [['ana']]],
    ['a person whose login has no @ in the config', ['ben'], [['Ben-K']]],
    ['that login', ['ben-k'], [['Ben-K']]],
    ['a person without a login', ['eva'], []],
    ['an address that nobody knows', ['zoe@acme.com'], []],
    ['a name that nobody knows', ['zoe'], []],
    ['a team', ['@acme/billing'], [['ana', 'Ben-K']]],
    ['a channel', ['#Support'], [['ana']]],
    ['a team that nobody knows', ['@acme/legal'], []],
    ['the same person by several names', ['@ana', 'ANA@acme.com', 'ana', '@Ana'], [['ana']]],
    ['a person, then the rest of the team', ['@acme/billing', '@zoe'], [['zoe'], ['ana', 'Ben-K']]],
    ['what would be something else in an address', ['@..', '@a b', '@-x', '@é', '@a%2fb', '@a?b', '@'], []],
    ['nobody', [], []],
  ])('%s', (_, owners, groups) => {
    expect(of(owners)).toEqual(groups);
  });

  test('one after another: owners, their teams, CODEOWNERS, the default owner', () => {
    expect(of(['@zoe', '@acme/billing'], ['ben@acme.com', '#support'], ['@acme/billing', '@max'])).toEqual([
      ['zoe'],
      ['ana', 'Ben-K'],
      ['Ben-K'],
      ['ana'],
      ['max'],
      ['ana', 'Ben-K'],
    ]);
  });

  test('are at most ten of a group', () => {
    const owners = Array.from({ length: 30 }, (_, at) => `@user${at}`);
    expect(of(owners)).toEqual([owners.slice(0, 10).map((owner) => owner.slice(1))]);
  });

  test('are logins, each once in a group, whatever the owners are called', () => {
    const name = fc.oneof(
      fc.string(),
      fc.constantFrom('@ana', '@ANA', '__proto__', '@constructor', '@acme/billing'),
    );
    fc.assert(
      fc.property(fc.array(name), fc.array(name), (owners, codeowners) => {
        for (const group of of(owners, codeowners)) {
          expect(group.length).toBeGreaterThan(0);
          expect(new Set(group.map((login) => login.toLowerCase())).size).toBe(group.length);
          for (const login of group) expect(encodeURIComponent(login)).toBe(login);
        }
      }),
    );
  });

  test('are found quickly for many cards and people', () => {
    const people = Array.from({ length: 5000 }, (_, at): Person => {
      return { name: `p${at}`, login: `@p${at}`, emails: [`p${at}@acme.com`], teams: ['@acme/all'] };
    });
    const find = candidatesOf(people, ['@p1']);
    const run = () => {
      for (let card = 0; card < 10_000; card++) find([`p${card % 5000}@acme.com`], ['@acme/all']);
    };
    expect(cost(run)).toBeLessThan(2000);
  });
});

describe('those who were asked', () => {
  test('have one key whatever their order and case, and others have another', () => {
    expect(assignmentKey([['ana', 'ben']], 0)).toMatch(/^[0-9a-f]{12}$/);
    expect(assignmentKey([['Ben', 'ANA']], 0)).toBe(assignmentKey([['ana', 'ben']], 0));
    const all = [[], [['ana']], [['ana', 'ben']], [['ana'], ['ben']], [['ben'], ['ana']], [['ana,ben']]];
    const keys = all.flatMap((groups) => [
      assignmentKey(groups, null),
      ...groups.map((_, at) => assignmentKey(groups, at)),
    ]);
    // Two of them ask `ana` alone, so their keys are equal.
    expect(new Set(keys).size).toBe(keys.length - 1);
  });

  const chain = [['gone'], ['ana', 'ben'], ['boss']];
  test.each<readonly [string, number | null, readonly (readonly string[])[], boolean]>([
    ['the same', 1, chain, true],
    ['others after them', 1, [['gone'], ['ana', 'ben'], ['other'], ['boss']], true],
    ['nobody after them', 1, [['gone'], ['Ben', 'Ana']], true],
    ['others among them', 1, [['gone'], ['ana', 'eva'], ['boss']], false],
    ['others before them', 1, [['eva'], ['ana', 'ben'], ['boss']], false],
    ['nobody before them', 1, [['ana', 'ben'], ['boss']], false],
    ['nobody at all', 1, [], false],
    ['still nobody who may', null, chain, true],
    ['somebody after those who may not', null, [...chain, ['eva']], false],
    ['nobody where there were some who may not', null, [], false],
  ])('are asked anew or not: %s', (_, asked, groups, still) => {
    expect(isSameAssignment(groups, assignmentKey(chain, asked))).toBe(still);
  });
});

test('teams are mentioned, and nobody else is', () => {
  const owners = [
    '@acme/billing',
    '@ACME/Billing',
    '@ana',
    '#support',
    'x@acme.com',
    '@acme/a b',
    '@a/b/c',
    '@acme/../x',
    '@acme/.billing',
    '@acme_inc/billing',
    '@-acme/billing',
  ];
  expect(teamsOf(owners)).toEqual(['@acme/billing']);
});
