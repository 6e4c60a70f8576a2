import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CardId } from '../../src/card/card.js';
import { matchesFilters, parseFilter } from '../../src/catalog/filter.js';
import { encodeRow, type KeptRow } from '../../src/catalog/kept-row.js';
import { mayPass } from '../../src/catalog/may-pass.js';
import type { Day } from '../../src/day.js';
import { trustOf } from '../../src/trust/trust.js';

function rowWith(tags: readonly string[]): KeptRow {
  return {
    path: 'cards/a.md',
    id: 'a' as CardId,
    title: 'A',
    tags,
    keywords: [],
    kind: null,
    audience: 'internal',
    language: 'en',
    aliases: [],
    unreadable: null,
    facts: {
      status: 'active',
      supersededBy: null,
      unreadable: false,
      badDate: false,
      flags: 0,
      owner: [],
      verifiedOn: null,
      verifiedBy: null,
      verifyBy: null,
      recorded: false,
      edited: false,
      codeChanged: false,
    },
  };
}

/** Where case folding and JSON could disagree: the Kelvin sign, marks, escapes, lone surrogates, a final sigma. */
const text = fc
  .array(
    fc.constantFrom(
      ...[
        'K',
        'k',
        '\u212a',
        'a',
        'A',
        '\u0301',
        '\u0130',
        '"',
        '\\',
        '\n',
        ' ',
        '\ud83d',
        'Σ',
        '.',
        '-',
        '7',
      ],
    ),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((letters) => letters.join(''));

test('no row is left out that passes', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), fc.boolean(), (tags, negated) => {
      const value = (tags[0] ?? '').toUpperCase();
      fc.pre(value.trim() !== '');
      const row = rowWith(tags);
      const filters = [parseFilter('tag', value, negated)];
      const passes = matchesFilters(row, trustOf(row.facts, '2026-11-21' as Day, 14), filters);
      if (passes) expect(mayPass(filters)(encodeRow(row))).toBe(true);
    }),
  );
});

test('a row without the tag is left out unread, and so is one that lacks one of two', () => {
  const kept = encodeRow(rowWith(['Refunds', 'css']));
  const tags = (...names: string[]) => names.map((name) => parseFilter('tag', name));
  expect(mayPass(tags('refunds', 'CSS'))(kept)).toBe(true);
  expect(mayPass(tags('refunds', 'html'))(kept)).toBe(false);
});
