import { describe, expect, test } from 'vitest';
import { corpora, hasCorpora } from '../corpora.js';
import { kbFinder, ndcg, textsOf } from './judged.js';

/** Floors are a little under what is reached on these questions; `npx tsx bench/relevance.ts` asks all of them. */
describe.each([
  ['ir-adi', 1, 0.505],
  ['ir-cranfield', 5, 0.42],
  ['ir-xquad/en', 12, 0.928],
  ['ir-xquad/ar', 12, 0.92],
  ['ir-xquad/th', 24, 0.985],
])('relevance', (set, every, floor) => {
  test.runIf(hasCorpora(set))(`${set}: nDCG@10 is at least ${floor}`, async () => {
    const folder = corpora(set);
    const value = await ndcg(folder, await kbFinder(textsOf(folder)), every);
    expect(value).toBeGreaterThanOrEqual(floor);
  });
});
