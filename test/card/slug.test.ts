import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { derivedId, isCardId } from '../../src/card/id.js';
import { isDevice, slug, writtenForm } from '../../src/card/slug.js';

describe('slug', () => {
  test.each([
    ['Refund a duplicate charge', 'refund-a-duplicate-charge'],
    ['../../etc/passwd', 'etc-passwd'],
    ['..\\..\\boot.ini', 'boot-ini'],
    ['-rf --output=x', 'rf-output-x'],
    ['.git', 'git'],
    ['_templates', 'templates'],
    ['C++ & C#: what?', 'c-c-what'],
    ['Zwrot pieniędzy', 'zwrot-pieniędzy'],
    ['החזר כספי', 'החזר-כספי'],
    ['คืนเงิน', 'คืนเงิน'],
    ['退款 iPhone', '退款-iphone'],
    ['CON', 'con-card'],
    ['lpt1', 'lpt1-card'],
    ['COM10', 'com10'],
  ])('%s → %s', (title, name) => {
    expect(slug(title)).toBe(name);
  });

  test('ends a long title behind a word', () => {
    const name = slug('one two three '.repeat(30));
    expect(name).toMatch(/(?:one|two|three)$/);
    expect(name.length).toBeLessThanOrEqual(64);
    expect(slug('x'.repeat(300))).toBe('x'.repeat(64));
  });

  test('names a file that every disk takes, whatever the title', () => {
    const title = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.string({
        unit: fc.constantFrom('𠀋', '😀', 'ก', '็', 'c', 'o', 'n', '-', '.', '/', '\0'),
        minLength: 1,
        maxLength: 300,
      }),
    );
    fc.assert(
      fc.property(title, (text) => {
        const name = slug(text);
        expect(name).toMatch(/^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}-]*$/u);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(210);
        expect(isDevice(`${name}.md`)).toBe(false);
        // The id derived from the path is the same.
        expect(derivedId(`cards/${name}.md`, ['cards/'])).toBe(slug(name));
      }),
    );
  });
});

describe('writtenForm', () => {
  test.each([
    ['billing/zwrot-pieniędzy', 'billing/zwrot-pieniedzy'],
    ['łódź', 'lodz'],
    ['straße', 'strasse'],
    ['החזר', null],
    ['iphone-充電', null],
  ])('%s → %s', (id, written) => {
    expect(writtenForm(id)).toBe(written);
    expect(written === null || isCardId(written)).toBe(true);
  });
});
