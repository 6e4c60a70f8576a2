import lunr from 'lunr';
import { beforeEach, describe, expect, test } from 'vitest';
import { ENGINES } from '../../../src/search/engines/index.js';
import { mendTokenSet } from '../../../src/search/engines/lunr/token-set.js';
import { describeEngine } from '../../contracts/engine.js';

interface TokenSets {
  _nextId: number;
  fromArray(terms: readonly string[]): { toArray(): string[] };
}

describe('the repair of Lunr’s automaton', () => {
  const numbers = Array.from({ length: 1000 }, (_, i) => String((i * i * 7) % 10 ** (1 + (i % 6))));
  const sorted = [...new Set(numbers)].sort();
  const tokenSets = lunr.TokenSet as unknown as TokenSets;
  const lost = (): readonly string[] => {
    // Which keys collide depends on the numbers of the nodes: those that a new process gives.
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

  test('the engine works with it', async () => {
    const engine = await ENGINES.lunr({ title: 1, tags: 1, headings: 1, body: 1 });
    const body = sorted.join(' ');
    await engine.apply({
      put: [{ path: 'numbers.md', title: '', tags: [], headings: [], body, language: 'en' }],
      removed: [],
    });
    tokenSets._nextId = 1;
    for (const term of sorted) {
      expect(await engine.match([{ term, presence: 'optional' }]), term).toHaveLength(1);
    }
  });
});

for (const [name, open] of Object.entries(ENGINES)) describeEngine(name, open);
