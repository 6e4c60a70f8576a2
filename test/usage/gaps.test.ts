import { describe, expect, test } from 'vitest';
import { addDays, type Day } from '../../src/day.js';
import { prepareLanguages } from '../../src/search/language.js';
import type { UsageEvent } from '../../src/usage/event.js';
import { gapsOf } from '../../src/usage/gaps.js';
import { questions } from '../../src/usage/question.js';
import { opened, searched, TODAY } from './sample.js';

const since = addDays(TODAY, -30);
const gaps = (events: readonly UsageEvent[], languages = ['en']) =>
  gapsOf(events, { since, until: TODAY }, languages);
const told = (events: readonly UsageEvent[], languages?: string[]) =>
  gaps(events, languages).map(({ kind, query, count }) => [kind, query, count]);
const found = (query: string, changes: Partial<UsageEvent> = {}) =>
  searched(query, { total: 1, hits: ['a'], ...(changes as object) });

describe('gaps', () => {
  test('are what nothing was found for, whatever the order and inflection of the words', () => {
    const day = addDays(TODAY, -3);
    const asked = ['refund a customer', 'Customers refunded', 'customer "refund"', 'how to refund customers'];
    expect(gaps([...asked.map((query) => searched(query, { day })), searched('vat')])).toEqual([
      { kind: 'no-hit', query: asked[3], count: 4, last: day, hits: [], instead: [], within: '' },
      { kind: 'no-hit', query: 'vat', count: 1, last: TODAY, hits: [], instead: [], within: '' },
    ]);
  });

  test('meet in other languages, alone and beside English', () => {
    expect(told([searched('płatność'), searched('płatności')], ['en', 'pl'])).toEqual([
      ['no-hit', 'płatności', 2],
    ]);
    const kiosk = [searched('jams of a kiosk'), searched('kiosks jammed')];
    expect(told(kiosk, ['pl', 'he', 'en'])).toHaveLength(1);
    expect(told([searched('החזר'), searched('ההחזר')], ['he'])).toHaveLength(1);
  });

  test('are no more where the same was found since', () => {
    expect(told([searched('vat'), found('vats')])).toEqual([]);
    expect(told([found('vat'), searched('vats')])).toEqual([['no-hit', 'vats', 1]]);
  });

  test('are not what filters left nothing of', () => {
    expect(told([searched('vat', { filtered: true })])).toEqual([]);
    expect(told([searched('vat'), searched('vat', { filtered: true })])).toEqual([['no-hit', 'vat', 1]]);
  });

  test('are not questions that a mask has emptied', () => {
    expect(told([searched('#'), searched('@… #'), searched(''), searched('owner:@…')])).toEqual([]);
  });

  test('are what was asked three times, and no hit opened', () => {
    const thrice = ['vat id', 'id vat', 'vat ids'].map((query) => found(query));
    expect(gaps(thrice)).toMatchObject([{ kind: 'not-opened', query: 'vat ids', count: 3, hits: ['a'] }]);
    expect(told(thrice.slice(1))).toEqual([]);
    expect(told([...thrice, opened('a')])).toEqual([]);
    expect(told([...thrice, opened('a', { how: 'edit' })])).toEqual([]);
    expect(told([...thrice, opened('b')])).toHaveLength(1);
  });

  test('an open counts for an hour, and not before the search', () => {
    const thrice = [found('vat'), found('vat'), found('vat')];
    expect(told([...thrice, opened('a', { at: '2026-11-21T13:00:00Z' })])).toEqual([]);
    expect(told([...thrice, opened('a', { at: '2026-11-21T13:00:01Z' })])).toHaveLength(1);
    expect(told([opened('a'), ...thrice])).toHaveLength(1);
    // After midnight.
    const late = { day: TODAY, at: '2026-11-21T23:50:00Z' };
    const next = opened('a', { day: addDays(TODAY, 1), at: '2026-11-22T00:10:00Z' });
    expect(told([found('vat', late), found('vat', late), found('vat', late), next])).toEqual([]);
  });

  test('are words that were looked for by another spelling', () => {
    const typed = (from: string, to: string) => found('x', { corrected: [{ from, to }] });
    const events = [typed('refnd', 'refund'), typed('refnd', 'refunds'), opened('a')];
    expect(gaps(events)).toMatchObject([
      { kind: 'corrected', query: 'refnd', count: 2, instead: ['refund', 'refunds'] },
    ]);
    // The corrected search found nothing either: one gap, not two.
    const vain = searched('vat', { corrected: [{ from: 'vat', to: 'at' }] });
    expect(told([vain])).toEqual([['no-hit', 'vat', 1]]);
  });

  test('are words that no card has, beside others that were found', () => {
    const asked = (query: string) => found(query, { lacking: ['zigbee'] });
    expect(gaps([asked('zigbee'), asked('zigbee hub'), opened('a')])).toMatchObject([
      { kind: 'missing-word', query: 'zigbee', count: 2, within: 'zigbee hub' },
    ]);
    // Nothing was found at all: one gap, not two.
    expect(told([searched('zigbee', { lacking: ['zigbee'] })])).toEqual([['no-hit', 'zigbee', 1]]);
  });

  test('are of the days asked for', () => {
    const on = (day: Day) => searched('vat', { day });
    expect(told([on(addDays(since, -1)), on(since), on(TODAY), on(addDays(TODAY, 1))])).toEqual([
      ['no-hit', 'vat', 2],
    ]);
  });

  test('names of objects are words like others', () => {
    expect(told([searched('constructor'), searched('__proto__')])).toHaveLength(2);
  });
});

test('queries that ask for the same have one key', async () => {
  await prepareLanguages(['de']);
  const keyOf = questions(['en', 'de']);
  expect(keyOf('Rechnungen bezahlen')).toBe(keyOf('bezahlen Rechnung'));
  expect(keyOf('refund -stripe')).toBe(keyOf('+refund'));
  expect(keyOf('refund tag:eu')).toBe(keyOf('refund'));
  expect(keyOf('how to')).not.toBe('');
  expect(keyOf('refund')).not.toBe(keyOf('charge'));
});
