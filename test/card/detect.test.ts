import { describe, expect, test } from 'vitest';
import { decode } from '../../src/card/decode.js';
import { detectDialect, type Detection } from '../../src/card/detect.js';
import { readFrontMatter } from '../../src/card/frontmatter.js';
import { hasCorpora } from '../corpora.js';
import { corpusFiles } from './sample.js';

const detect = (...pages: string[]): Detection =>
  detectDialect(pages.map((yaml) => readFrontMatter(yaml === '' ? 'Text' : `---\n${yaml}\n---\n`).fields));

describe('detection', () => {
  test.each([
    ['verify-by: 2027-01-01', 'kb'],
    ['verified:\n  on: 2026-01-01', 'kb'],
    ['review_in: 6 months', 'gds'],
    ['ms.author: a', 'learn'],
  ])('%s', (yaml, dialect) => {
    expect(detect(yaml, 'title: x')).toMatchObject({ dialect, fields: new Map(), pages: 2 });
  });

  test('maps the names that most pages have, where no dialect fits', () => {
    const found = detect(
      'maintainer: a\nlastReviewed: b',
      'maintainer: a\nfreshness:\n  reviewed: c',
      'lastReviewed: d',
      '',
    );
    expect(found.dialect).toBe('custom');
    expect([...found.fields]).toEqual([
      ['owner', 'maintainer'],
      ['verified.on', 'lastReviewed'],
    ]);
    expect([...found.counts]).toEqual([
      ['maintainer', 2],
      ['lastReviewed', 2],
      ['freshness.reviewed', 1],
    ]);
    expect(found.pages).toBe(4);
  });

  test('one stray key among many pages decides nothing', () => {
    const pages = Array.from({ length: 30 }, () => 'title: x');
    expect(detect(...pages, 'verify-by: 2027-01-01', 'maintainer: a')).toMatchObject({
      dialect: null,
      fields: new Map(),
    });
    expect(detect()).toEqual({ dialect: null, fields: new Map(), counts: new Map(), pages: 0 });
  });
});

describe.runIf(hasCorpora('govuk', 'langs', 'support-arduino', 'mdn-1k'))('real input', () => {
  test.each([
    ['govuk', 'gds', 'owner_slack', 227],
    ['govuk/gds-way', 'gds', 'last_reviewed_on', 64],
    ['langs/support-he', 'learn', 'ms.date', 222],
    ['langs/tldr-th', null, 'title', undefined],
    ['support-arduino', null, 'title', 414],
    ['mdn-1k', null, 'title', 985],
  ])('%s is %s', (name, dialect, key, count) => {
    const found = detectDialect(
      corpusFiles(name).map(({ bytes }) => readFrontMatter(decode(bytes).text).fields),
    );
    expect(found).toMatchObject({ dialect, fields: new Map() });
    expect(found.counts.get(key)).toBe(count);
  });
});
