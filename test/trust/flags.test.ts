import { describe, expect, test } from 'vitest';
import type { Flag } from '../../src/card/card.js';
import type { Day } from '../../src/day.js';
import { callerOf } from '../../src/trust/caller.js';
import { flagMessage, ownName, quotingNote, withFlag, withoutFlag } from '../../src/trust/flags.js';

const people = [{ name: 'ana', login: '@ana', emails: ['ana@acme.com'], teams: [] }];
const isAna = ownName(callerOf('ana@acme.com', people), people);
const flag = (by: string, note = 'wrong'): Flag => ({ by, on: '2026-11-20' as Day, note });

describe('flags', () => {
  test('one more stands at the end', () => {
    const flags = [flag('@ben')];
    expect(withFlag(flags, flag('@ana'), isAna)).toEqual({ flags: [flag('@ben'), flag('@ana')], gone: null });
  });

  test.each(['@ana', 'ANA', 'ana', 'ana@acme.com'])('of one person are one: %s', (alias) => {
    const flags = [flag(alias, 'old'), flag('@ben')];
    expect(withFlag(flags, flag('@ana', 'new'), isAna)).toEqual({
      flags: [flag('@ben'), flag('@ana', 'new')],
      gone: flag(alias, 'old'),
    });
    expect(withoutFlag(flags, isAna)).toEqual({ flags: [flag('@ben')], gone: flag(alias, 'old') });
  });

  test('of others are not withdrawn', () => {
    expect(withoutFlag([flag('@anna'), flag('')], isAna)).toEqual({
      flags: [flag('@anna'), flag('')],
      gone: null,
    });
  });

  test('of somebody whom nobody knows go by the name', () => {
    const isZoe = ownName(callerOf('zoe@x.com', people), people);
    expect(withoutFlag([flag('Zoe@x.com')], isZoe).flags).toEqual([]);
  });
});

test('a note tells which words it is about', () => {
  expect(quotingNote('it is 30', '14 days')).toBe('“14 days”: it is 30');
  expect(quotingNote('it is 30', null)).toBe('it is 30');
});

describe('the commit of a flag', () => {
  const trailers = [['Kb-Flagged', 'a']];

  test('names the card and the note', () => {
    expect(flagMessage('a', 'wrong')).toEqual({ subject: 'Flag a: wrong', trailers });
    expect(flagMessage('a', null)).toEqual({ subject: 'Withdraw the flag of a' });
  });

  test('has a short first line', () => {
    const note = `${'x'.repeat(62)}😀y`;
    expect(flagMessage('a', note)).toEqual({ subject: `Flag a: ${'x'.repeat(62)}…`, body: note, trailers });
  });
});
