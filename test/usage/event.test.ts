import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineOf, LONGEST_LINE, openEvent, searchEvent, type UsageEvent } from '../../src/usage/event.js';
import { eventsIn } from '../../src/usage/events.js';
import { opened, searched, TODAY } from './sample.js';

const when = { day: TODAY, at: '2026-11-21T12:00:00.123Z' };
const asked = { query: 'refund', filtered: false, total: 1, hits: ['a'], corrected: [], missingWords: [] };
const line = (event: UsageEvent): string => lineOf(event) ?? '';

describe('an event', () => {
  test('comes back as it was recorded', () => {
    const events = [
      searchEvent({ ...asked, corrected: [{ from: 'refund', to: 'refunds' }] }, when),
      searchEvent({ ...asked, query: 'refund zigbee', missingWords: ['zigbee'] }, when),
      openEvent('refund-eu', 'copy', 'stale', when),
    ];
    expect(eventsIn(events.map(line).join(''))).toEqual(events);
    expect(events[0]?.at).toBe('2026-11-21T12:00:00Z');
    expect(Object.keys(events[2] ?? {})).toEqual(['v', 'event', 'day', 'at', 'card', 'how', 'trust']);
  });

  test('keeps the first ten hits', () => {
    const hits = Array.from({ length: 30 }, (_, at) => `card-${at}`);
    expect(searchEvent({ ...asked, hits }, when).hits).toEqual(hits.slice(0, 10));
  });

  test('keeps no word that the mask has taken away', () => {
    const corrected = ['ana', 'acme', '123456', '4111', 'refnd'].map((from) => ({ from, to: 'x' }));
    const query = 'ana@acme.com 4111 1111 123456 Refnd';
    expect(searchEvent({ ...asked, query, corrected }, when).corrected).toEqual([{ from: 'refnd', to: 'x' }]);
    const lacking = corrected.map(({ from }) => from);
    expect(searchEvent({ ...asked, query, missingWords: lacking }, when).lacking).toEqual(['refnd']);
  });

  test('has one line that is never too long, whatever was typed', () => {
    const text = fc.string({ unit: 'binary', maxLength: 600 });
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 12 }), (query, ids) => {
        const corrected = ids.map((id) => ({ from: id.slice(0, 64), to: id.slice(0, 64) }));
        for (const event of [
          searchEvent({ query, filtered: false, total: 1, hits: ids, corrected, missingWords: ids }, when),
          openEvent(ids[0] ?? '', 'show', 'due', when),
        ]) {
          const written = lineOf(event);
          if (written === null) continue;
          expect(Buffer.byteLength(written)).toBeLessThanOrEqual(LONGEST_LINE);
          expect(written.indexOf('\n')).toBe(written.length - 1);
        }
      }),
      { numRuns: process.env['KB_SOAK'] ? 1000 : 20 },
    );
    const long = { ...asked, query: '\u0001'.repeat(5000), hits: Array<string>(10).fill('ü'.repeat(900)) };
    expect(eventsIn(line(searchEvent(long, when)))).toMatchObject([{ query: '\u0001'.repeat(200) }]);
    expect(lineOf(opened('x'.repeat(5000)))).toBeNull();
  });

  test.each([
    '',
    '{',
    'null',
    '[]',
    '{}',
    '"text"',
    '\0\0\0',
    line(opened('a')).slice(0, 40),
    JSON.stringify({ ...opened('a'), v: 2 }),
    JSON.stringify({ ...opened('a'), day: '2026-02-31' }),
    JSON.stringify({ ...opened('a'), how: 'ate' }),
    JSON.stringify({ ...opened('a'), card: 7 }),
    JSON.stringify({ ...searched('a'), total: -1 }),
    JSON.stringify({ ...searched('a'), hits: 'a' }),
    JSON.stringify({ ...searched('a'), query: 'x'.repeat(201) }),
    JSON.stringify({ ...opened('a'), more: 'x'.repeat(LONGEST_LINE) }),
  ])('the line %j is none, and harms no other', (damaged) => {
    const [before, after] = [searched('before'), opened('after')];
    expect(eventsIn(`${line(before)}${damaged}\n${line(after)}`)).toEqual([before, after]);
  });

  test('may say more than we know', () => {
    expect(eventsIn(JSON.stringify({ ...opened('a'), more: 1 }))).toHaveLength(1);
  });
});
