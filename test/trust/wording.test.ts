import { describe, expect, test } from 'vitest';
import { wordingOf } from '../../src/trust/wording.js';

const wording = (body: string, writtenTitle: string | null = null): string =>
  wordingOf({ writtenTitle, body });
const TEXT =
  'See [the fees](fees.md#eu "t"), ![i](img/a.png) and [us](https://acme.example/a#b).\n\n[x]: /fees.md?a=1\n';

describe('the wording of a card', () => {
  test.each([
    [
      TEXT,
      TEXT.replace('(fees.md', '(../eu/fees.md')
        .replace('img/', '../img/')
        .replace('/fees.md?', '/eu/fees.md?'),
    ],
    ['<a href="fees.md">x</a>\n', '<a href="eu/fees.md">x</a>\r\n'],
    ['[x](<a b.md>)', '[x](<eu/a b.md>)'],
  ])('is the same where only links in the base lead elsewhere: %j', (one, other) => {
    expect(wording(other)).toBe(wording(one));
  });

  test.each([
    ['See', 'Read'],
    ['the fees', 'the terms'],
    ['#eu', '#uk'],
    ['"t"', '"u"'],
    ['acme.example', 'evil.example'],
    ['(fees.md', '(https://evil.example/fees.md'],
    ['![i]', '[i]'],
    ['?a=1', '?a=2'],
    ['[x]:', '[y]:'],
    ['(fees.md#eu "t")', ''],
  ])('is another where “%s” becomes “%s”', (one, other) => {
    expect(wording(TEXT.replace(one, other))).not.toBe(wording(TEXT));
  });

  test('counts the title, and code as it is', () => {
    expect(wording(TEXT, 'A')).not.toBe(wording(TEXT, 'B'));
    expect(wording('`[x](a.md)`')).not.toBe(wording('`[x](b.md)`'));
  });
});
