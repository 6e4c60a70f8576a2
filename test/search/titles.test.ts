import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFrontMatter } from '../../src/card/frontmatter.js';
import { documentTerms } from '../../src/search/language.js';
import { CLOSE_TITLES, titleShares } from '../../src/search/titles.js';
import { corpora, hasCorpora } from '../corpora.js';
import { ARDUINO, GOVUK } from './judged-titles.js';

const CLOUD = [
  'Acme Cloud security',
  'Add a device to Acme Cloud',
  'Acme Cloud plans',
  'Uninstall the Acme Cloud Agent',
  'If a device is offline in Acme Cloud',
  'Reset the password of your Acme account',
  'Connect to a Wi-Fi network',
];

function shareOf(title: string, other: string, titles: readonly string[] = CLOUD, language = 'en'): number {
  const all = titles.includes(other) ? titles : [...titles, other];
  return (
    titleShares(
      title,
      all.map((each) => ({ title: each, language })),
    )[all.indexOf(other)] ?? NaN
  );
}

describe('titleShares', () => {
  test.each([
    ['How secure is the Acme Cloud?', 'Acme Cloud security'],
    ['Devices: add them to the Acme Cloud', 'Add a device to Acme Cloud'],
    ['How do I reset my Acme account password?', 'Reset the password of your Acme account'],
    ['Connecting to WiFi networks', 'Connect to a Wi-Fi network'],
    ['Connect to a wi fi network', 'Connect to a Wi-Fi network'],
  ])('%s = %s', (title, other) => {
    expect(shareOf(title, other)).toBe(1);
  });

  test.each([
    ['What is the Acme Cloud?', 'Acme Cloud security'],
    ['Acme Cloud prices', 'Acme Cloud plans'],
    ['Install the Acme Cloud', 'Uninstall the Acme Cloud Agent'],
    ['What is an Acme account?', 'Reset the password of your Acme account'],
  ])('%s ≠ %s', (title, other) => {
    expect(shareOf(title, other)).toBeLessThan(0.7);
  });

  test('counts a word for more where fewer titles have it', () => {
    const rare = shareOf('Acme Cloud', 'Cloud security', ['Acme shop', 'Acme forum', 'Acme plans']);
    const common = shareOf('Acme Cloud', 'Acme security', ['Acme shop', 'Acme forum', 'Acme plans']);
    expect(rare).toBeGreaterThan(common);
  });

  test('is nothing where a title has no word but stop words, or none at all', () => {
    expect([shareOf('What is it?', 'It is what it is'), shareOf('', '?!'), shareOf('+++', 'Fax')]).toEqual([
      0, 0, 0,
    ]);
  });

  test.each([
    ['he', 'איך מבקשים החזר כספי', 'בקשת החזר כספי'],
    ['th', 'วิธีขอคืนเงิน', 'ขอคืนเงิน'],
  ])('reads titles in %s', (language, title, other) => {
    expect(shareOf(title, other, [], language)).toBeGreaterThan(0.5);
    expect(shareOf(title, 'Kapuzenpullover', [], language)).toBe(0);
  });

  test('lies between 0 and 1, is 1 for a title itself, and does not hang on the order of the others', () => {
    const words = fc.array(
      fc.constantFrom('refund', 'e-mail', 'mail', 'Cloud', 'the', 'C++', 'node.js', 'คืนเงิน'),
      {
        maxLength: 6,
      },
    );
    const title = words.map((each) => each.join(' '));
    fc.assert(
      fc.property(title, fc.array(title, { minLength: 1, maxLength: 8 }), (one, others) => {
        const titled = [one, ...others].map((each) => ({ title: each, language: 'en' }));
        const shares = titleShares(one, titled);
        for (const share of shares) expect(share >= 0 && share <= 1).toBe(true);
        expect(shares[0]).toBe(documentTerms(one, 'en').length === 0 ? 0 : 1);
        expect(titleShares(one, titled.toReversed()).toReversed()).toEqual(shares);
      }),
    );
  });
});

describe.runIf(hasCorpora('support-arduino', 'govuk'))('titleShares of real titles', () => {
  function titlesIn(corpus: string): string[] {
    const files = readdirSync(corpora(corpus), { recursive: true, encoding: 'utf8' });
    return files
      .filter((file) => /\.md(?:\.erb)?$/.test(file))
      .map((file) => readFrontMatter(readFileSync(path.join(corpora(corpus), file), 'utf8')))
      .map(({ fields }) => fields?.get('title')?.value)
      .filter((title) => typeof title === 'string');
  }

  test.each([
    ['support-arduino', ARDUINO, 37],
    ['govuk', GOVUK, 26],
  ] as const)('finds what is there in other words, and little else, in %s', (corpus, judged, found) => {
    const titles = titlesIn(corpus);
    const titled = titles.map((title) => ({ title, language: 'en' }));
    const shares = (title: string): number[] => titleShares(title, titled);
    for (const [, card] of judged.there) expect(titles).toContain(card);
    const isFound = ([title, card]: readonly [string, string]): boolean =>
      (shares(title)[titles.indexOf(card)] ?? 0) >= CLOSE_TITLES;
    expect(judged.there.filter(isFound).length).toBeGreaterThanOrEqual(found);
    expect(judged.missing.filter((title) => Math.max(...shares(title)) >= CLOSE_TITLES)).toEqual([]);
  });
});
