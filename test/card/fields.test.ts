import { describe, expect, test } from 'vitest';
import { canonicalFields, dialectNames, fieldAt } from '../../src/card/fields.js';
import { readDay } from '../../src/card/dates.js';
import { readFrontMatter } from '../../src/card/frontmatter.js';
import type { Fields } from '../../src/card/value.js';

const fieldsOf = (yaml: string): Fields => readFrontMatter(`---\n${yaml}\n---\n`).fields ?? new Map();

function canonical(yaml: string, ...names: Parameters<typeof dialectNames>): Record<string, unknown> {
  const found = canonicalFields(fieldsOf(yaml), dialectNames(...names));
  return Object.fromEntries([...found].map(([name, { key, value }]) => [name, [key, value]]));
}

describe('names', () => {
  test('only the names of the dialect are read', () => {
    const yaml = 'owner: a\nowner_slack: b\nms.author: c\nstatus: [deprecated]\nslug: x';
    expect(canonical(yaml, 'gds')).toEqual({ owner: ['owner_slack', 'b'] });
    expect(canonical(yaml, 'learn')).toEqual({ owner: ['ms.author', 'c'] });
    expect(Object.keys(canonical(yaml, 'kb'))).toEqual(['owner', 'status']);
    expect(canonical(yaml, 'custom')).toEqual({});
  });

  test('a name with a dot is a key of its own before it is a way through maps', () => {
    const mapping = new Map([['owner', ['freshness.owner']]]);
    expect(canonical('freshness:\n  owner: a', 'custom', mapping)).toEqual({
      owner: ['freshness.owner', 'a'],
    });
    expect(canonical('freshness.owner: b\nfreshness:\n  owner: a', 'custom', mapping)).toEqual({
      owner: ['freshness.owner', 'b'],
    });
    expect(fieldAt(fieldsOf('a.b:\n  c: deep'), 'a.b.c')?.value).toBe('deep');
    expect(fieldAt(fieldsOf('a: text'), 'a.b')).toBeUndefined();
  });

  test('of several names the first one with a value counts', () => {
    expect(canonical('author: b\nms.author: a', 'learn')).toEqual({ owner: ['ms.author', 'a'] });
    expect(canonical('author: b\nms.author:', 'learn')).toEqual({ owner: ['author', 'b'] });
    expect(canonical('ms.author:', 'learn')).toEqual({ owner: ['ms.author', null] });
  });

  test('names from the config stand in front of the dialect’s', () => {
    const mapping = new Map([['owner', ['team']]]);
    expect(canonical('team: a\nowner_slack: b', 'gds', mapping)).toEqual({ owner: ['team', 'a'] });
    expect(canonical('owner_slack: b', 'gds', mapping)).toEqual({ owner: ['owner_slack', 'b'] });
    expect(dialectNames('gds', mapping).names.get('owner')).toEqual(['team', 'owner_slack']);
  });

  test('our record stands in a map of ours beside foreign dates', () => {
    const yaml = 'last_reviewed_on: 2026-01-02\nkb:\n  by: "@ana"\n  flags: []';
    expect(canonical(yaml, 'gds')).toMatchObject({
      'verified.on': ['last_reviewed_on', '2026-01-02'],
      'verified.by': ['kb.by', '@ana'],
      flags: ['kb.flags', []],
    });
  });
});

describe('dates', () => {
  test.each([
    ['2026-02-28', 'YYYY-MM-DD', '2026-02-28'],
    ['2026-02-31', 'YYYY-MM-DD', undefined],
    ['04/21/2020', 'MM/DD/YYYY', '2020-04-21'],
    ['4/1/2020', 'MM/DD/YYYY', '2020-04-01'],
    ['21/04/2020', 'MM/DD/YYYY', undefined],
    ['5/1/19', 'MM/DD/YYYY', undefined],
    ['01/-4/2019', 'MM/DD/YYYY', undefined],
    ['2026-feb-03', 'YYYY-mon-DD', '2026-02-03'],
    ['2026-Foo-03', 'YYYY-mon-DD', undefined],
    ['2026-01-02T23:30:00-08:00', 'timestamp', '2026-01-02'],
    ['2026-01-02 23:30:00Z', 'timestamp', '2026-01-02'],
    ['2026-13-02T00:00Z', 'timestamp', undefined],
  ] as const)('%s as %s is %s', (text, form, day) => {
    expect(readDay(text, [form])).toBe(day);
  });
});
