import lunr from 'lunr';
import { beforeEach, describe, expect, test } from 'vitest';
import type { IndexedDocument } from '../../../src/search/engine.js';
import { lunrEngine } from '../../../src/search/engines/lunr/lunr.js';
import { openSegment } from '../../../src/search/engines/lunr/reader.js';
import { merge } from '../../../src/search/engines/lunr/merge.js';
import type { Segment } from '../../../src/search/engines/lunr/segment.js';
import { writeSegment } from '../../../src/search/engines/lunr/writer.js';
import { prepareLanguages } from '../../../src/search/language.js';
import { bytesSource } from '../../../src/search/engines/lunr/paged.js';
import { describeEngine } from '../../contracts/engine.js';
import { openEngine, type OpenEngine } from '../open-engine.js';
import { stockLunr } from '../stock-lunr.js';
import { mendTokenSet } from '../token-set.js';

interface TokenSets {
  _nextId: number;
  fromArray(terms: readonly string[]): { toArray(): string[] };
}

describe('the repair of Lunr’s automaton', () => {
  const numbers = Array.from({ length: 1000 }, (_, i) => String((i * i * 7) % 10 ** (1 + (i % 6))));
  const sorted = [...new Set(numbers)].sort();
  const tokenSets = lunr.TokenSet as unknown as TokenSets;
  const lost = (): readonly string[] => {
    // Which keys collide depends on the ids of the nodes, so these start as in a new process.
    tokenSets._nextId = 1;
    const reached = new Set(tokenSets.fromArray(sorted).toArray());
    return sorted.filter((term) => !reached.has(term));
  };

  const prototype = lunr.TokenSet.prototype as object;
  const stock = Object.getOwnPropertyDescriptor(prototype, 'toString') ?? {};

  beforeEach(() => {
    Object.defineProperty(prototype, 'toString', stock);
  });

  test('no number is lost', () => {
    expect(lost()).toEqual(['25532', '255367']);
    mendTokenSet();
    expect(lost()).toEqual([]);
    mendTokenSet();
    expect(lost()).toEqual([]);
  });

  test('the oracle works with it', async () => {
    const body = sorted.join(' ');
    const document = {
      path: 'numbers.md',
      title: '',
      tags: [],
      headings: [],
      body,
      language: 'en',
      stored: '',
    };
    const engine = await stockLunr([document], { title: 1, tags: 1, headings: 1, body: 1 });
    tokenSets._nextId = 1;
    for (const term of sorted) {
      expect((await engine.match([{ term, presence: 'optional' }])).length, term).toBe(1);
    }
  });
});

const segmentOf = (documents: readonly IndexedDocument[]): Segment =>
  openSegment(bytesSource(writeSegment(documents)));

/** The same documents in a base and a delta: in the base some are outdated, missing or dead, and the delta corrects that. */
const openOnDelta: OpenEngine = async (documents, boosts) => {
  await prepareLanguages(['fi', ...documents.map(({ language }) => language)]);
  const before = documents.flatMap((document, at) => {
    const { path, title, body } = document;
    const old = { ...document, title: `${body} old${at}`, body: title, tags: ['refunding'], stored: 'old' };
    if (at % 5 === 1) return [];
    if (at % 5 === 2) return [old];
    return at % 5 === 3 ? [document, { ...old, path: `${path}.gone`, language: 'fi' }] : [document];
  });
  const base = segmentOf(before);
  const put = documents.filter((_, at) => at % 5 === 1 || at % 5 === 2);
  const dead = before.filter(({ stored }) => stored === 'old').map(({ path }) => base.find(path));
  const delta = merge([{ segment: segmentOf(put), dead: [] }], Uint32Array.from(dead).sort());
  return lunrEngine({ base, delta: openSegment(bytesSource(delta)) }, boosts);
};

describeEngine('stock Lunr', stockLunr);
describeEngine('lunr, on a base', openEngine);
describeEngine('lunr, on a base and a delta', openOnDelta);
