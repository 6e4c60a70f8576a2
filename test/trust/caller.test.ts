import { describe, expect, test } from 'vitest';
import type { Person } from '../../src/config.js';
import { callerOf, mayVerify } from '../../src/trust/caller.js';

const PEOPLE: readonly Person[] = [
  { name: 'ana', login: '@ana', emails: ['ana@acme.com', 'a@home.org'], teams: ['@acme/billing'] },
  { name: 'ben', login: null, emails: ['ben@acme.com'], teams: [] },
];

describe('a caller', () => {
  test.each([
    ['ANA@acme.com', '@ana', 'ana'],
    ['@Ana', '@ana', 'ana'],
    ['ana', '@ana', 'ana'],
    ['ben@acme.com', 'ben', 'ben'],
    ['zoe@acme.com', 'zoe@acme.com', undefined],
  ])('%s is recorded as %s', (identity, name, person) => {
    const caller = callerOf(identity, PEOPLE);
    expect([caller.name, caller.person?.name]).toEqual([name, person]);
  });
});

describe('may verify', () => {
  test.each([
    ['nobody is named', [], 'zoe@acme.com', 'yes'],
    ['by login', ['@ana'], 'a@home.org', 'yes'],
    ['by address', ['ana@acme.com'], '@ana', 'yes'],
    ['by team', ['@acme/billing'], '@ana', 'yes'],
    ['somebody else', ['@ana', 'ben'], 'zoe@acme.com', 'no'],
    ['another known person', ['@ana'], 'ben@acme.com', 'no'],
    ['none of the team', ['@acme/billing'], 'ben', 'no'],
    ['a channel', ['#support'], 'zoe@acme.com', 'unknown'],
    ['a team that nobody knows', ['@acme/legal'], '@ana', 'unknown'],
    ['a person or a channel', ['@ana', '#support'], 'ben', 'unknown'],
    ['a login that `people` lacks', ['@zoe'], '@ana', 'unknown'],
    ['that login itself', ['@zoe'], '@Zoe', 'yes'],
  ] as const)('%s', (_, verifiers, identity, expected) => {
    expect(mayVerify({ verifiers }, callerOf(identity, PEOPLE), PEOPLE)).toBe(expected);
  });

  test('everybody, where the config knows no people', () => {
    expect(mayVerify({ verifiers: ['@ana'] }, callerOf('@ben', []), [])).toBe('unknown');
  });
});
