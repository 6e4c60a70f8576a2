import { describe, expect, test } from 'vitest';
import { corpora, hasCorpora } from '../corpora.js';
import { kbFinder, measured, textsOf } from './judged.js';

/** Floors are slightly below the measured values for these questions; `npx tsx bench/relevance.ts` asks all of them. */
describe.each([
  ['ir-adi', 1, 0.505],
  ['ir-cranfield', 5, 0.43],
  ['ir-xquad/en', 12, 0.93],
  ['ir-xquad/ar', 12, 0.915],
  ['ir-xquad/th', 24, 0.985],
])('relevance', (set, every, floor) => {
  test.runIf(hasCorpora(set))(`${set}: nDCG@10 is at least ${floor}`, async () => {
    const folder = corpora(set);
    const { ndcg } = await measured(folder, await kbFinder(textsOf(folder)), every);
    expect(ndcg).toBeGreaterThanOrEqual(floor);
  });
});
