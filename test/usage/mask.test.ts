import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LONGEST_QUERY, masked } from '../../src/usage/mask.js';
import { growth, LINEAR } from '../cost.js';

describe('a query as it is kept', () => {
  test.each([
    ['refund charge', 'refund charge'],
    ['card 4111 1111 1111 1111 declined', 'card # declined'],
    ['order 123456', 'order #'],
    ['order 12345', 'order 12345'],
    ['call +49 (0)170/123-45 67', 'call +#'],
    ['born 1980-12-24', 'born #'],
    ['error 404 on 10.0.0.1', 'error 404 on 10.0.0.1'],
    ['host 192.168.10.12', 'host #'],
    ['v1.2.3', 'v1.2.3'],
    ['DE89 3704 0044 0532 0130 00', 'DE#'],
    ['٠١٢٣٤٥ ١٢', '#'],
    ['1\u200b2\u200b3\u200b4\u200b5\u200b6', '#'],
    ['refund ana.smith+vip@mail.acme.com today', 'refund @… today'],
    ['a@b.c@d', '@…@d'],
    ['<ana@acme.com>,ben@acme.com', '<@…>,@…'],
    ['ana＠acme.com', '@…'],
    ['owner:@ana @acme/billing', 'owner:@ana @acme/billing'],
    ['@', '@'],
  ])('%j → %j', (query, kept) => {
    expect(masked(query)).toBe(kept);
  });

  const piece = fc.oneof(
    fc.constantFrom(' ', '-', '.', '/', '(', '@', '＠', '\u2013', '\u00a0', '\u200b', '#', '…'),
    fc.constantFrom('ana', 'acme.com', 'x', 'ü', '日', '🎉', '\ud800'),
    fc.stringMatching(/^\d{1,8}$/),
    fc.constantFrom('٣', '๙', '٠١٢٣٤٥'),
    fc.string({ unit: 'binary' }),
  );
  const query = fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(''));

  test('holds no long number, whatever stands between its digits', () => {
    fc.assert(
      fc.property(query, (text) => {
        const joined = masked(text).replace(/[\s\p{Pd}\p{Cf}.()/]/gu, '');
        expect(joined).not.toMatch(/\p{Nd}{6}/u);
      }),
    );
  });

  test('holds no part of an address', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9._%+-]{0,12}$/);
    const host = fc.stringMatching(/^[a-z]{1,8}\.[a-z]{2,5}$/);
    const around = fc.constantFrom('', ' ', '(', '"', ' refund ', ',');
    fc.assert(
      fc.property(around, name, host, around, (before, local, domain, after) => {
        expect(masked(`${before}${local}@${domain}${after}`)).toBe(`${before}@…${after}`);
      }),
    );
  });

  test('is masked once and for all, and short', () => {
    fc.assert(
      fc.property(query, (text) => {
        const kept = masked(text);
        expect(masked(kept)).toBe(kept);
        expect(kept.length).toBeLessThanOrEqual(LONGEST_QUERY);
      }),
    );
  });

  test.each(['1 ', '12345 a', 'a', 'a@', '1('])('costs no more than its length: %j over and over', (part) => {
    expect(growth(masked, part.repeat(100_000))).toBeLessThan(LINEAR);
  });
});
