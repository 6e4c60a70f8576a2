import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Day } from '../../src/day.js';
import { trustOf } from '../../src/trust/trust.js';
import { contentHash, pathsHash, trustFacts } from '../../src/trust/verify.js';
import { card as cardOf } from '../card/sample.js';
import { growth, LINEAR } from '../cost.js';

const ON = '2026-11-21' as Day;
const DUE = '2027-02-19' as Day;
const card = (body: string, writtenTitle: string | null = 'Refund a duplicate charge') => ({
  body,
  writtenTitle,
});

describe('contentHash', () => {
  // The documented vectors (made with printf and sha256sum): they must never change, or every record would become
  // invalid.
  test.each([
    ['d6060d466548', card('Issue the refund.\n'), ON, DUE],
    ['8bfdd7dba45f', card('Issue the refund.\n', null), ON, DUE],
    ['92eaf116ee06', card(''), null, null],
    ['3e7d6c51ae26', card('החזר כספי\n\n```\nλ = 1\n```\n', 'החזר'), ON, null],
  ])('golden vector %s', (expected, subject, on, due) => {
    expect(contentHash(subject, on, due)).toBe(expected);
  });

  test.each([
    ['line ends', card('a\r\nb\r\n'), card('a\nb\n')],
    ['old line ends', card('a\rb'), card('a\nb\n')],
    ['trailing blanks', card('a  \nb\t\n\n\n'), card('a\nb')],
    ['the Unicode form', card('cafe\u0301'), card('caf\u00e9')],
  ])('%s do not change it', (_, one, other) => {
    expect(contentHash(one, ON, DUE)).toBe(contentHash(other, ON, DUE));
  });

  test('text, title and either date change it', () => {
    const hashes = [
      contentHash(card('a'), ON, DUE),
      contentHash(card('b'), ON, DUE),
      contentHash(card(' a'), ON, DUE),
      contentHash(card('a', 'Other'), ON, DUE),
      contentHash(card('a', null), ON, DUE),
      contentHash(card('a'), DUE, DUE),
      contentHash(card('a'), ON, ON),
      contentHash(card('a'), ON, null),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  test.each([
    ['blanks', ' '.repeat(250_000)],
    ['line ends', '\n'.repeat(250_000)],
    ['marks', '\u0301\u0316'.repeat(60_000)],
  ])('is linear in long runs of %s', (_, run) => {
    expect(growth((part) => contentHash(card(`a${part}x`), ON, DUE), run)).toBeLessThan(LINEAR);
  });
});

test('pathsHash does not depend on the order of the files', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(fc.string(), fc.stringMatching(/^[0-9a-f]{40}$/)), {
        selector: ([name]) => name,
      }),
      (blobs) => {
        expect(pathsHash([...blobs].reverse())).toBe(pathsHash(blobs));
        expect(pathsHash([...blobs, ['new', 'x']])).not.toBe(pathsHash(blobs));
      },
    ),
  );
});

describe('a date that is none never becomes another day', () => {
  test.each([
    ['verify-by', 'verify-by: 2026-02-31\nverified: {on: 2026-11-01}'],
    ['verify-every', 'verify-every: often\nverified: {on: 2026-11-01}'],
  ])('%s', (_, dates) => {
    const bad = cardOf(`---\ntitle: A card\nowner: "@ana"\n${dates}\n---\nText.\n`);
    const trust = trustOf(trustFacts(bad, null), ON, 14);
    expect(trust).toMatchObject({ state: 'unverified', reasons: ['bad-date'], verifyBy: null, days: null });
  });

  test('and the text that was recorded with the derived one is not taken for edited', () => {
    const text = (content: string): string =>
      `---\ntitle: T\nowner: "@ana"\nverify-by: 2026-02-31\nverified: {on: 2026-11-21, content: ${content}}\n---\nText.\n`;
    const content = contentHash(card('Text.\n', 'T'), ON, DUE);
    expect(trustFacts(cardOf(text(content)), null).edited).toBe(false);
    expect(trustFacts(cardOf(text('5f1c9a3e27b0')), null).edited).toBe(true);
  });
});

test('flags that cannot be read are at least one', () => {
  const flags = (text: string): number =>
    trustFacts(cardOf(`---\ntitle: A\nowner: "@ana"\n${text}---\nText.\n`), null).flags;
  const one = '  - { by: "@ana", on: 2026-11-20, note: x }\n';
  expect(['', 'flags:\n', 'flags: []\n', `flags:\n${one}`, `flags:\n${one}${one}`].map(flags)).toEqual([
    0, 0, 0, 1, 2,
  ]);
  expect(['flags: wrong\n', 'flags: { by: "@ana" }\n', `flags:\n${one.repeat(65)}`].map(flags)).toEqual([
    1, 1, 1,
  ]);
});
