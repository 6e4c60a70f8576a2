/** Lines of a card on the screen, and the groups for browsing cards. */
import { describe, expect, test } from 'vitest';
import { unstyled } from '../../src/format/styled.js';
import { width } from '../../src/format/width.js';
import { groupsOf } from '../../src/tui/browsing.js';
import { folded, underlined } from '../../src/tui/marked.js';
import type { Day } from '../../src/day.js';
import { hit } from './stage.js';

describe('folded', () => {
  test('a line that fits stays', () => {
    expect(folded('    code', 8)).toEqual(['    code']);
  });

  test('one that does not goes on below, nothing lost, its colours whole', () => {
    const parts = folded(`\x1b[31m${'退款 abc '.repeat(20)}\x1b[39m`, 11);
    expect(parts.map(unstyled).join('')).toBe('退款 abc '.repeat(20));
    for (const part of parts) {
      expect(width(part)).toBeLessThanOrEqual(11);
      expect(part).toMatch(/^\x1b\[31m.*\x1b\[39m$/);
    }
  });

  test('a wide letter in one column does not stop it', () => {
    expect(folded('went through the codes', 16)).toEqual(['went through ', 'the codes']);
    expect(folded('an unbreakable-word', 10)).toEqual(['an unbreak', 'able-word']);
    expect(folded('退款', 1)).toEqual(['退', '款']);
  });
});

test('found words are underlined, inside of other styles, too', () => {
  expect(underlined('see a \x1b[1mrefund\x1b[22m', [[6, 12]])).toBe(
    'see a \x1b[1m\x1b[4mrefund\x1b[22m\x1b[24m',
  );
  expect(unstyled(underlined('a refund b', [[2, 8]]))).toBe('a refund b');
});

test('cards are browsed by due date, owner and tag', () => {
  const { row, trust } = hit('One', 'stale');
  const spaced = { ...row, tags: ['gift cards'] };
  expect(
    groupsOf(
      [
        [row, trust],
        [spaced, trust],
      ],
      '2026-11-21' as Day,
    ),
  ).toMatchObject([
    { title: 'Due', choices: [{ query: 'is:stale', count: 2 }, { count: 2 }, { count: 2 }, { count: 2 }] },
    { title: 'Owner', choices: [{ query: 'owner:@legal', count: 2 }] },
    { title: 'Tag', choices: [{ query: 'tag:"gift cards"', label: 'gift cards' }, { query: 'tag:refunds' }] },
  ]);
});
