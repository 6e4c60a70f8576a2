/** Near-duplicate texts: the estimate compared with exact likeness, on generated and on real pairs, and its cost. */
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { outline } from '../../src/card/outline.js';
import { earlierAlike } from '../../src/lint/alike.js';
import { areAlike, likeness, shingles, signatureOf } from '../../src/lint/shingles.js';
import { corpora, hasCorpora } from '../corpora.js';
import { growth, growthFrom, LINEAR } from '../cost.js';
import { findingsIn, said } from './bases.js';

const lines = (text: string) => [{ text, line: 1 }];
const signature = (text: string): string => signatureOf(lines(text));

function exact(a: string, b: string): number {
  const [one, other] = [shingles(lines(a)).runs, shingles(lines(b)).runs];
  const common = [...one].filter((run) => other.has(run)).length;
  return common / (one.size + other.size - common);
}

/** `w17 w4 …`: the same words for the same seed. */
function words(count: number, seed: number): string[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return `w${state % 5000}`;
  });
}

describe('pairs', () => {
  const pair = fc
    .record({
      seed: fc.integer({ min: 1, max: 1e9 }),
      count: fc.integer({ min: 60, max: 1500 }),
      // So that every likeness occurs, and those at both ends most often.
      edited: fc.oneof(
        fc.double({ min: 0, max: 0.06, noNaN: true }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
      ),
    })
    .map(({ seed, count, edited }) => {
      const text = words(count, seed);
      const chance = words(count, seed + 1).map((word) => Number(word.slice(1)) / 5000);
      const other = text.map((word, at) => ((chance[at] ?? 1) < edited ? `x${at}` : word));
      return [text.join(' '), other.join(' ')] as const;
    });

  test('of a likeness of 0.9 and more are found at 0.8; of 0.5 and less never', () => {
    let found = 0;
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const [, earlier] = earlierAlike([signature(a), signature(b)], 0.8);
        const real = exact(a, b);
        if (real >= 0.9) expect(earlier).toBe(0);
        if (real <= 0.5) expect(earlier).toBe(-1);
        if (earlier === 0) found += 1;
      }),
      { seed: 1, numRuns: 600 },
    );
    expect(found).toBeGreaterThan(100);
  });

  test('are estimated within 0.2 of their likeness', () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        expect(Math.abs(likeness(signature(a), signature(b)) - exact(a, b))).toBeLessThan(0.2);
      }),
      { seed: 2, numRuns: 600 },
    );
  });

  test('are alike from their estimated likeness on', () => {
    fc.assert(
      fc.property(pair, fc.integer({ min: 1, max: 100 }), ([a, b], percent) => {
        const [one, other] = [signature(a), signature(b)];
        expect(areAlike(one, other, percent / 100)).toBe(likeness(one, other) >= percent / 100 - 1e-9);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  test('in scripts without spaces are compared by characters', () => {
    const chinese = words(400, 3)
      .map((word) => String.fromCharCode(0x4e00 + Number(word.slice(1))))
      .join('');
    expect(likeness(signature(chinese), signature(chinese.replace(/.{3}$/u, '退款了')))).toBeGreaterThan(0.9);
    expect(likeness(signature(chinese), signature(Array.from(chinese).reverse().join('')))).toBeLessThan(0.2);
    // About 30 words.
    expect(signature(chinese.slice(0, 120))).toBe('');
  });
});

describe('a signature', () => {
  test('is the same on every machine, because it is kept', () => {
    expect(signature(words(100, 7).join(' '))).toBe(
      'A5CRMhRd81DQCqUvMlCld6HSt7keoN-fWxF9Q7YH6jtVv89p3PAZ7GKjbWdRnyN-x7qjqlaOQ8xAPmAa_KQJEDLv69tTiPOFmSesSYCGzHHduIrDnFHZc6nCJP_LbMgr',
    );
  });

  test('knows neither case, nor lines, nor punctuation', () => {
    const text = words(100, 7);
    expect(signature(text.join(', ').toUpperCase())).toBe(signature(text.join(' ')));
    expect(signatureOf(text.map((each, at) => ({ text: each, line: at })))).toBe(signature(text.join(' ')));
  });

  test('stubs have none', () => {
    expect(signature(words(30, 7).join(' '))).toBe('');
    expect(signature('see also '.repeat(500))).toBe('');
  });

  test('takes time linear in the text', () => {
    const spaced = words(60_000, 5).join(' ');
    expect(growth(signature, spaced)).toBeLessThan(LINEAR);
    expect(growth(signature, 'a\u0301'.repeat(150_000))).toBeLessThan(LINEAR);
    expect(growth(signature, '退'.repeat(250_000))).toBeLessThan(LINEAR);
  });
});

describe('many texts', () => {
  test('of copies each names the first', () => {
    const text = signature(words(100, 7).join(' '));
    const other = signature(words(100, 8).join(' '));
    expect([...earlierAlike([text, other, text, '', text, ''], 0.8)]).toEqual([-1, -1, 0, -1, 0, -1]);
  });

  test('of one template cost no square of their number, and copies among them are found', () => {
    const template = words(60, 3);
    const similar = Array.from({ length: 4000 }, (_, at) =>
      signature([...template, ...words(40, at + 1)].join(' ')),
    );
    const copy = [...template, ...words(40, 5).slice(0, 39), 'end'].join(' ');
    expect([...earlierAlike([...similar, signature(copy)], 0.8)].filter((each) => each !== -1)).toEqual([4]);
    const fewer = similar.slice(0, 400);
    const growth = growthFrom(
      () => earlierAlike(fewer, 0.8),
      () => earlierAlike(similar, 0.8),
    );
    expect(growth).toBeLessThan(LINEAR);
  });

  test.runIf(hasCorpora('mdn-1k'))('of real ones the pairs are those that an exact count finds', () => {
    const root = corpora('mdn-1k');
    const texts = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .sort()
      .map(
        (name) => outline(readFileSync(path.join(root, name), 'utf8').replace(/^---\n[^]*?\n---\n/, '')).text,
      );
    const signatures = texts.map(signatureOf);
    const sets = texts.map((text) => shingles(text).runs);
    const found = earlierAlike(signatures, 0.8);
    const pairs = [...found].flatMap((earlier, at) => (earlier === -1 ? [] : [[earlier, at]]));
    expect(pairs.length).toBeGreaterThan(0);
    const exactly = (one: number, other: number): number => {
      const [a, b] = [sets[one] ?? new Set<number>(), sets[other] ?? new Set<number>()];
      if (Math.min(a.size, b.size) < Math.max(a.size, b.size) / 2) return 0;
      const common = [...a].filter((run) => b.has(run)).length;
      return common / (a.size + b.size - common);
    };
    for (const [one = 0, other = 0] of pairs) expect(exactly(one, other)).toBeGreaterThan(0.5);
    const long = [...signatures.keys()].filter((at) => signatures[at] !== '');
    const missed = long.flatMap((other) =>
      found[other] !== -1 ? [] : long.filter((one) => one < other && exactly(one, other) >= 0.9),
    );
    expect(missed).toEqual([]);
  });
});

describe('near-duplicate', () => {
  const policy = words(80, 9).join(' ');
  const card = (front: string, text = policy): string =>
    `---\ntitle: Refunds\nowner: "@legal"\nverify-by: 2027-02-19\n${front}---\n\n${text}\n`;
  const pairs = async (files: Record<string, string>): Promise<string[]> =>
    (await findingsIn(files)).filter(({ problem }) => problem.rule === 'near-duplicate').map(said);

  test.each([
    ['archived', { 'cards/a.md': card('status: archived\n'), 'cards/b.md': card('') }],
    ['superseded', { 'cards/a.md': card(''), 'cards/b.md': card('superseded-by: a\n') }],
    [
      'of another language',
      { 'cards/a.md': card('language: he\n'), 'cards/b.md': card('language: pt-BR\n') },
    ],
    ['in the folder of another language', { 'cards/en/a.md': card(''), 'cards/pt-br/a.md': card('') }],
    [
      'in a folder that ends with a language',
      { 'cards/docs-he/a.md': card(''), 'cards/docs-pl/a.md': card('') },
    ],
    ['in a file of another language', { 'cards/a.fr.md': card(''), 'cards/a.de.md': card('') }],
    ['stubs', { 'cards/a.md': card('', 'See the policy.'), 'cards/b.md': card('', 'See the policy.') }],
  ])('%s cards are let alone', async (_, files) => {
    expect(await pairs(files)).toEqual([]);
  });

  test('folders that are no language tell nothing', async () => {
    const files = { 'cards/js/a.md': card(''), 'cards/go/a.md': card('') };
    expect(await pairs(files)).toEqual([
      'cards/js/a.md:6:1 nearly the same text as “cards/go/a.md”: merge the two',
    ]);
  });

  test('takes its option from the config', async () => {
    const files = {
      'cards/a.md': card(''),
      'cards/b.md': card(
        '',
        words(80, 9)
          .map((word, at) => (at % 16 === 0 ? 'other' : word))
          .join(' '),
      ),
    };
    expect(await pairs(files)).toEqual([]);
    expect(
      await pairs({ ...files, 'kb.config.yaml': 'rules:\n  near-duplicate: { similarity: 0.5 }\n' }),
    ).toHaveLength(1);
  });
});
