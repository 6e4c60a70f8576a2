import { describe, expect, test } from 'vitest';
import type { Person } from '../../src/config.js';
import { knownOwners, ownerKind, personOf } from '../../src/trust/known-owners.js';

const ana: Person = {
  name: 'ana',
  login: '@ana-gomez',
  emails: ['ana@acme.com'],
  teams: ['@acme/billing'],
};
const ben: Person = { name: 'ben', login: null, emails: [], teams: [] };

describe('known owners', () => {
  test.each(['ana', '@ana-gomez', 'ana-gomez', '@Ana-Gomez', 'ANA@acme.com', '@acme/billing', '@acme/ops'])(
    '%s is known',
    (owner) => {
      expect(knownOwners([ana], ['@acme/ops']).isKnown(owner)).toBe(true);
    },
  );

  test.each([
    ['@ana-gomes', '@ana-gomez'],
    ['@acme/bilings', '@acme/billing'],
    ['anna@acme.com', 'ana@acme.com'],
    ['zoe', undefined],
  ])('%s is not; %s is near', (owner, near) => {
    const known = knownOwners([ana], ['@acme/ops']);
    expect(known.isKnown(owner)).toBe(false);
    expect(known.nearest(owner)).toBe(near);
  });

  test('kinds of names that no source has are not judged', () => {
    expect(knownOwners([], []).isKnown('@anybody')).toBe(true);
    expect(knownOwners([], ['@acme/ops']).isKnown('@anybody')).toBe(true);
    expect(knownOwners([], ['@acme/ops']).isKnown('@acme/nobody')).toBe(false);
    expect(knownOwners([ana], ['@acme/ops']).isKnown('#channel')).toBe(true);
  });
});

test('a person is one, whatever name is written', () => {
  const resolve = personOf([ana, ben]);
  expect(['ana', '@ANA-gomez', 'ana@acme.com'].map(resolve)).toEqual(Array(3).fill('@ana-gomez'));
  expect(['ben', '@acme/billing', '#ops', '@zoe'].map(resolve)).toEqual([
    'ben',
    '@acme/billing',
    '#ops',
    '@zoe',
  ]);
});

test.each([
  ['@ana', 'login'],
  ['@acme/billing', 'team'],
  ['ana@acme.com', 'email'],
  ['#ops', 'channel'],
  ['pebaum', 'name'],
])('%s is a %s', (owner, kind) => {
  expect(ownerKind(owner)).toBe(kind);
});
