import { describe, expect, test } from 'vitest';
import type { CardId } from '../../src/card/card.js';
import type { CatalogRow } from '../../src/catalog/catalog.js';
import {
  FILTER_KEYS,
  IS_VALUES,
  matchesFilters,
  parseFilter,
  type FilterKey,
} from '../../src/catalog/filter.js';
import type { Day } from '../../src/day.js';
import { KbError } from '../../src/errors.js';
import { trustOf, type TrustFacts } from '../../src/trust/trust.js';

const today = '2026-11-21' as Day;
const sound: TrustFacts = {
  status: 'active',
  supersededBy: null,
  unreadable: false,
  badDate: false,
  flags: 0,
  owner: ['@acme/Billing', '#team-pay'],
  verifiedOn: '2026-10-01' as Day,
  verifiedBy: '@ana',
  verifyBy: '2027-02-19' as Day,
  recorded: true,
  edited: false,
  codeChanged: false,
};

function passes(query: string, facts: Partial<TrustFacts> = {}, changes: Partial<CatalogRow> = {}): boolean {
  const row: CatalogRow = {
    path: 'cards/refund.md',
    id: 'refund' as CardId,
    title: 'Refund',
    tags: ['Refunds', 'עברית', 'constructor'],
    kind: 'FAQ',
    audience: 'restricted:legal',
    language: 'pt-BR',
    aliases: [],
    unreadable: null,
    facts: { ...sound, ...facts },
    ...changes,
  };
  const filters = query.split(' ').map((word) => {
    const [, not, key, value] = /^(-?)([a-z]+):(.*)$/.exec(word) ?? [];
    return parseFilter(key as FilterKey, value ?? '', not === '-');
  });
  return matchesFilters(row, trustOf(row.facts, today, 14), filters);
}

describe('matchesFilters', () => {
  test.each([
    ['tag:refunds', true],
    ['tag:REFUNDS', true],
    ['tag:refund', false],
    ['tag:עברית', true],
    ['tag:constructor', true],
    ['tag:toString', false],
    ['tag:refunds tag:missing', false],
    ['-tag:refunds', false],
    ['-tag:missing', true],
    ['owner:@acme/billing', true],
    ['owner:ACME/billing', true],
    ['owner:team-pay', true],
    ['owner:@nobody owner:team-pay', true],
    ['owner:@nobody', false],
    ['is:verified', true],
    ['is:current', true],
    ['is:active', true],
    ['is:stale', false],
    ['is:stale is:verified', true],
    ['-is:stale', true],
    ['kind:faq', true],
    ['kind:howto', false],
    ['lang:pt', true],
    ['lang:pt-PT', true],
    ['lang:en', false],
    ['audience:restricted', true],
    ['audience:restricted:legal', true],
    ['audience:restricted:hr', false],
    ['audience:public', false],
    ['status:active', true],
    ['status:deprecated', false],
    ['verified:2026-10-01', true],
    ['verified:=2026-10-01', true],
    ['verified:>2026-10-01', false],
    ['verified:>=2026-10-01', true],
    ['verified:<2026-10-02', true],
    ['verified:<=2026-09-30', false],
    ['verified:>2026-09-01 verified:<2026-10-01', false],
    ['verified:none', false],
    ['due:<2027-03-01', true],
    ['due:none', false],
    ['-due:none', true],
    ['tag:refunds owner:@nobody', false],
  ])('%s → %s', (query, expected) => {
    expect(passes(query)).toBe(expected);
  });

  test('days that a card does not have', () => {
    const never = { verifyBy: null, verifiedOn: null };
    expect(passes('due:none', never)).toBe(true);
    expect(passes('verified:none', never)).toBe(true);
    expect(passes('due:<2030-01-01', never)).toBe(false);
    expect(passes('verified:>0001-01-01', never)).toBe(false);
  });

  test('reasons that are not the worst one count too', () => {
    expect(passes('is:flagged', { flags: 1, verifyBy: '2026-01-01' as Day })).toBe(true);
    expect(passes('is:expired', { flags: 1, verifyBy: '2026-01-01' as Day })).toBe(true);
    expect(passes('is:stale', { flags: 1, verifyBy: '2026-01-01' as Day })).toBe(true);
  });

  test('archived cards only pass where they are asked for', () => {
    const archived = { status: 'archived' } as const;
    expect(passes('tag:refunds', archived)).toBe(false);
    expect(passes('-is:draft', archived)).toBe(false);
    expect(passes('-is:archived', archived)).toBe(false);
    expect(passes('is:archived', archived)).toBe(true);
    expect(passes('status:archived', archived)).toBe(true);
    expect(passes('is:archived tag:missing', archived)).toBe(false);
    expect(passes('is:archived')).toBe(false);
  });

  test.each([
    ['lang:nb', 'no'],
    ['lang:no', 'nb'],
    ['lang:iw', 'he'],
    ['lang:he-IL', 'iw'],
  ])('%s finds a card in %s: two names of one language', (query, language) => {
    expect(passes(query, {}, { language })).toBe(true);
  });

  test('no kind matches no kind', () => {
    expect(passes('kind:null', {}, { kind: null })).toBe(false);
  });
});

describe('parseFilter', () => {
  test.each([
    ['is', 'foo', /is: takes .*verified.*found “foo”/],
    ['is', 'stael', /stael/],
    ['status', 'achived', /status: takes draft, active, deprecated, archived/],
    ['audience', 'everyone', /audience: takes public, internal, restricted/],
    ['lang', 'hebrew!', /lang: takes a language tag/],
    ['verified', '>x', /verified: takes a date, YYYY-MM-DD/],
    ['verified', '>2026-02-31', /verified: takes a date/],
    ['verified', '', /verified: takes a date/],
    ['due', '01/02/2026', /due: takes a date/],
    ['tag', '', /tag: needs a value/],
    ['owner', ' ', /owner: needs a value/],
  ] as const)('%s:%s is a usage error', (key, value, message) => {
    expect(() => parseFilter(key, value)).toThrow(message);
    try {
      parseFilter(key, value);
    } catch (error) {
      expect(error).toBeInstanceOf(KbError);
      expect((error as KbError).code).toBe('usage');
      expect((error as KbError).hint).toContain(`${key}:`);
    }
  });

  test('the nearest value is offered', () => {
    const hintOf = (key: FilterKey, value: string): string | null => {
      try {
        parseFilter(key, value);
        return null;
      } catch (error) {
        return (error as KbError).hint;
      }
    };
    expect(hintOf('is', 'stael')).toContain('is:stale?');
    expect(hintOf('is', 'unverifed')).toContain('is:unverified?');
    expect(hintOf('status', 'archive')).toContain('status:archived?');
    expect(hintOf('is', 'fresh')).toBe('to search for the text, quote it: "is:fresh"');
    expect(hintOf('is', 'x')).not.toContain('did you mean');
    expect(hintOf('is', 'x'.repeat(10_000))?.length).toBeLessThan(200);
  });

  test('every value of is: can be asked for, whatever its case', () => {
    for (const value of IS_VALUES) expect(parseFilter('is', value.toUpperCase())).toMatchObject({ value });
    expect(IS_VALUES).toEqual(
      expect.arrayContaining(['verified', 'due', 'stale', 'flagged', 'edited-since']),
    );
    expect(new Set(FILTER_KEYS).size).toBe(9);
  });
});
