import { describe, expect, test } from 'vitest';
import { parseCodeowners } from '../../src/trust/codeowners.js';

const owners = parseCodeowners(`
# comment
*                 @acme/support
/cards/billing/   @acme/billing @ana   # trailing comment
cards/**/legal-*  @legal
docs/             docs@example.com
/cards/free.md
[Section]
a\\ b.md          @blank
`);

describe('parseCodeowners', () => {
  test.each([
    ['cards/a.md', ['@acme/support']],
    ['cards/billing/refund.md', ['@acme/billing', '@ana']],
    ['other/cards/billing/refund.md', ['@acme/support']],
    ['cards/billing/legal-eu.md', ['@legal']],
    ['x/docs/y.md', ['docs@example.com']],
    ['cards/free.md', []],
    ['a b.md', ['@blank']],
    ['__proto__', ['@acme/support']],
  ])('%s', (path, expected) => {
    expect(owners(path)).toEqual(expected);
  });

  test('an empty file owns nothing', () => {
    expect(parseCodeowners('')('cards/a.md')).toEqual([]);
  });
});
