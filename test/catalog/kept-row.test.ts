import { expect, test } from 'vitest';
import type { CardId } from '../../src/card/card.js';
import { decodeNames, decodeRow, encodeRow, type KeptRow } from '../../src/catalog/kept-row.js';
import type { Day } from '../../src/day.js';

/** All values differ, except booleans. */
const ROW: KeptRow = {
  path: 'cards/a.md',
  id: 'a' as CardId,
  title: 'A “title”',
  tags: ['refunds', 'é\ud83d'],
  keywords: ['money back'],
  kind: 'how-to',
  audience: 'public',
  language: 'he',
  aliases: ['b', 'c'],
  unreadable: 'no end',
  facts: {
    status: 'deprecated',
    supersededBy: 'd',
    unreadable: true,
    badDate: false,
    flags: 2,
    owner: ['@ana', '#team'],
    verifiedOn: '2026-01-02' as Day,
    verifiedBy: '@ben',
    verifyBy: '2027-03-04' as Day,
    recorded: true,
    edited: false,
    codeChanged: true,
  },
};

test('a row comes back as it was kept', () => {
  expect(decodeRow(encodeRow(ROW))).toEqual(ROW);
  for (const name of ['unreadable', 'badDate', 'recorded', 'edited', 'codeChanged'] as const) {
    const row = { ...ROW, facts: { ...ROW.facts, [name]: !ROW.facts[name] } };
    expect(decodeRow(encodeRow(row))).toEqual(row);
  }
});

test('its names are those of the row', () => {
  const { path, id, title, tags, kind, language, facts } = ROW;
  expect(decodeNames(encodeRow(ROW))).toEqual({ path, id, title, tags, kind, language, owner: facts.owner });
});
