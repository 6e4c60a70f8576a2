import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LONGEST_QUERY, masked } from '../../src/usage/mask.js';
import { cost } from '../cost.js';

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
    ['DE89 3704 0044 0532 0130 00', '#'],
    ['from GB29NWBK60161331926819 to', 'from # to'],
    ['MT84 MALT 0110 0001 2345 MTLC AST0 01S', '#'],
    ['fr14-2004-1010-0505-0001-3M02-606', '#'],
    ['4111_1111,1111·1111', '#'],
    ['４１１１－１１１１', '#'],
    ['1\ufe0f\u20e32\ufe0f\u20e33\ufe0f\u20e34\ufe0f\u20e35\ufe0f\u20e36\ufe0f\u20e3', '#\ufe0f\u20e3'],
    ['٠١٢٣٤٥ ١٢', '#'],
    ['1\u200b2\u200b3\u200b4\u200b5\u200b6', '#'],
    ['refund ana.smith+vip@mail.acme.com today', 'refund @… today'],
    ['a@b.c@d', '@…@d'],
    ['<ana@acme.com>,ben@acme.com', '<@…>,@…'],
    ['ana＠acme.com', '@…'],
    ['"ana smith"@acme.com', '@…'],
    ['ana@[10.0.0.1] gone', '@… gone'],
    ['łukasz+x@żółw.pl', '@…'],
    ['用户@例子。广告', '@…'],
    ['ana [at] acme.com', '@…'],
    ['mail=ana%40acme.com', '@…'],
    ['DB_PASS=x compass: north', 'DB_PASS=… compass: north'],
    ['ghp_16C7e42F292c6912E7710c838347Ae178B4a', '…'],
    ['key sk_live_4eC39HqLyjWDarjtT1zdp7dc fails', 'key … fails'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dBjftJeZ4CVP-mB92K27 expired', '… expired'],
    ['Authorization: Bearer abc.def-123', 'Authorization: Bearer …'],
    ['bearer authentication', 'bearer authentication'],
    ['basic plan', 'basic plan'],
    ['basic dXNlcjpwYXNz=', 'basic …'],
    ['password=hunter reset', 'password=… reset'],
    ['Passwort: "zwei Wörter" falsch', 'Passwort: … falsch'],
    ['{"api_key": "abc"}', '{"api_key": …}'],
    ['reset password', 'reset password'],
    ['pin=12 34', 'pin=… 34'],
    ['AKIAIOSFODNN7EXAMPLE', '…'],
    ['9f86d081884c7d659a2feaa0c55ad015', '…'],
    ['123e4567-e89b-12d3-a456-426614174000', '…'],
    ['x86_64-unknown-linux-gnu', 'x86_64-unknown-linux-gnu'],
    ['ERR_MODULE_NOT_FOUND_IN_PACKAGE', 'ERR_MODULE_NOT_FOUND_IN_PACKAGE'],
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
        const joined = masked(text).replace(/[\s\p{Pd}\p{Cf}\p{M}.,_()/]/gu, '');
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

  test('holds no secret that is named, or that says what it is', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9]{20,40}$/);
    const before = fc.constantFrom(
      'password=',
      'token: ',
      'Secret = ',
      'API key:',
      '"pwd":',
      'ghp_',
      'sk_live_',
      'eyJ0.',
    );
    const around = fc.constantFrom('', ' ', ' refund ', '\n', '日本');
    fc.assert(
      fc.property(around, before, secret, around, (left, name, value, right) => {
        expect(masked(`${left}${name}${value}${right.trim() === '' ? right : ` ${right}`}`)).not.toContain(
          value.slice(2),
        );
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

  test.each(['1 ', '12345 a', 'a', 'a@', '1(', 'ab12', 'password ', 'bearer ', 'eyJ', '"', '[at]', 'a1'])(
    'costs half a millisecond, however long: %j over and over',
    (part) => {
      expect(cost(() => masked(part.repeat(100_000)))).toBeLessThan(500);
    },
  );
});
