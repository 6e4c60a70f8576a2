/** The law of the engine: hits and scores equal those of a fresh stock Lunr build on the same documents, for any clauses. */
import { describe, expect, test } from 'vitest';
import type { Clause, IndexedDocument, SearchEngine } from '../../../src/search/engine.js';
import { termsOf } from '../../../src/search/document.js';
import { lunrEngine } from '../../../src/search/engines/lunr/lunr.js';
import { openSegment } from '../../../src/search/engines/lunr/reader.js';
import { updated } from '../../../src/search/engines/lunr/update.js';
import { writeSegment } from '../../../src/search/engines/lunr/writer.js';
import { SEARCH_FIELDS } from '../../../src/search/field.js';
import { documentTerm, prepareLanguages } from '../../../src/search/language.js';
import { editDistance } from '../../../src/search/spelling.js';
import { bytesSource } from '../../../src/search/engines/lunr/paged.js';
import { corpora, hasCorpora } from '../../corpora.js';
import { randomNumbers } from '../../random.js';
import { documentsIn, madeUp } from '../documents.js';
import { stockLunr } from '../stock-lunr.js';

const BOOSTS = { title: 3, tags: 3, headings: 2, body: 1 };
const SOAK = process.env['KB_SOAK'] !== undefined;
/** Milliseconds. Stock Lunr takes long for thousands of documents. */
const HOURS = 4 * 3_600_000;

/** An index that is updated, as the one on disk is. */
class Index {
  readonly documents = new Map<string, IndexedDocument>();
  #base: Uint8Array;
  #delta: Uint8Array | null = null;

  constructor(documents: readonly IndexedDocument[]) {
    for (const document of documents) this.documents.set(document.path, document);
    this.#base = writeSegment(documents);
  }

  #parts(): Parameters<typeof lunrEngine>[0] {
    const delta = this.#delta && openSegment(bytesSource(this.#delta));
    return { base: openSegment(bytesSource(this.#base)), delta };
  }

  engine(): SearchEngine {
    return lunrEngine(this.#parts(), BOOSTS);
  }

  change(put: readonly IndexedDocument[], removed: readonly string[]): void {
    for (const path of removed) this.documents.delete(path);
    for (const document of put) this.documents.set(document.path, document);
    const { base, delta } = this.#parts();
    const next = updated(base, delta, { put, removed });
    if (next.base) this.#base = next.base;
    this.#delta = next.delta;
  }
}

type Random = () => number;
const pick = <T>(items: readonly T[], random: Random): T => items[Math.floor(random() * items.length)] as T;

/** One to five clauses of any kind over these terms. */
function anyClauses({ terms, common, patterns }: Vocabulary, random: Random): Clause[] {
  const again: string[] = [];
  return Array.from({ length: 1 + Math.floor(random() ** 2 * 5) }, (): Clause => {
    const term =
      random() < 0.2 && again.length > 0
        ? pick(again, random)
        : pick(random() < 0.3 ? common : terms, random);
    again.push(term);
    const fields = SEARCH_FIELDS.filter(() => random() < 0.5);
    return {
      ...shaped(term, patterns, random),
      presence: random() < 0.7 ? 'optional' : random() < 0.6 ? 'required' : 'prohibited',
      ...(random() < 0.3 ? { boost: pick([0.1, 0.5, 2, 3.7, 10], random) } : {}),
      ...(random() < 0.3 ? { fields } : {}),
    };
  });
}

/** Patterns for Lunr in one round; it takes a second for each one that begins with a star. */
const PATTERNS = 60;
/** Matching terms times documents. Lunr takes minutes for a broader clause, so those are only tried on the smaller corpora. */
const BROADEST = 2e7;

function patternsOver(terms: readonly string[], documents: number, random: Random): string[] {
  const patterns: string[] = [];
  const most = BROADEST / documents;
  for (let tries = 0; patterns.length < PATTERNS && tries < 10 * PATTERNS; tries++) {
    const term = pick(terms, random);
    const cut = 1 + Math.floor(random() * term.length);
    const [start, end] = [term.slice(0, cut), term.slice(-cut)];
    const pattern = pick(
      [`${start}*`, `${start}*`, `*${end}`, `${start}*${term.slice(-1)}`, `*${term.slice(1, 1 + cut)}*`],
      random,
    );
    const parts = pattern.split('*');
    const isTerm = (other: string): boolean => parts.every((part) => other.includes(part));
    if (terms.length <= most || terms.filter(isTerm).length <= most) patterns.push(pattern);
  }
  return patterns;
}

function shaped(
  term: string,
  patterns: readonly string[],
  random: Random,
): Pick<Clause, 'term' | 'wildcard' | 'editDistance'> {
  const kind = random();
  const cut = 1 + Math.floor(random() * term.length);
  if (kind < 0.5) return { term };
  if (kind < 0.75) return { term: pick(patterns, random), wildcard: true };
  if (kind < 0.8) return { term: `nowhere${term}` };
  const changed =
    term.slice(0, cut) +
    pick(['', 'x', term.slice(0, 1)], random) +
    term.slice(cut + (random() < 0.5 ? 1 : 0));
  return { term: changed, editDistance: random() < 0.7 ? 1 : 2 };
}

/** The largest relative difference between scores. Fails if anything else differs. */
async function compare(
  engine: SearchEngine,
  oracle: SearchEngine,
  clauses: readonly Clause[],
): Promise<number> {
  const [found, expected] = await Promise.all([engine.match(clauses), oracle.match(clauses)]);
  const asked = JSON.stringify(clauses);
  const stored = (matches: typeof found): string[] =>
    Array.from({ length: matches.length }, (_, at) => matches.stored(at));
  expect(stored(found), asked).toEqual(stored(expected));
  const marks = (matches: typeof found): number[] =>
    Array.from({ length: matches.length }, (_, at) => matches.mark(at));
  expect(marks(found), asked).toEqual(marks(expected));
  let worst = 0;
  for (const [at, score] of expected.scores.entries()) {
    const difference = Math.abs((found.scores[at] ?? NaN) - score);
    worst = Math.max(worst, difference === 0 ? 0 : difference / Math.abs(score));
  }
  expect(worst, asked).toBeLessThanOrEqual(1e-12);
  const step = Math.max(1, Math.floor(expected.length / 10));
  for (let at = 0; at < expected.length; at += step) {
    for (const clause of clauses.keys()) {
      expect(found.terms(at, clause), asked).toEqual(expected.terms(at, clause));
      expect(found.has(at, clause), asked).toBe(expected.has(at, clause));
    }
  }
  return worst;
}

interface Course {
  readonly queries: number;
  /** How often documents change and queries are repeated. */
  readonly rounds: number;
  /** The share of the documents that change each time. */
  readonly changing: number;
}

async function run(
  documents: readonly IndexedDocument[],
  { queries, rounds, changing }: Course,
): Promise<void> {
  const random = randomNumbers(documents.length);
  await prepareLanguages(documents.map(({ language }) => language));
  // A tenth is added later.
  const later = documents.filter((_, at) => at % 10 === 3);
  const index = new Index(documents.filter((_, at) => at % 10 !== 3));
  let worst = 0;
  let hits = 0;
  for (let round = 0; round <= rounds; round++) {
    const now = [...index.documents.values()];
    const oracle = await stockLunr(now, BOOSTS);
    const vocabulary = vocabularyOf(now, random);
    const engine = index.engine();
    expect(engine.size).toBe(now.length);
    const whole = (text: string): string => text;
    expect(await engine.stored(whole)).toEqual(await oracle.stored(whole));
    const [own, theirs] = await Promise.all([engine.languages(), oracle.languages()]);
    expect([...own.keys()].sort()).toEqual([...theirs.keys()].sort());
    for (const [language, share] of theirs) expect(own.get(language)).toBeCloseTo(share, 9);
    for (let query = 0; query < queries; query++) {
      // A clause that matches nearly all terms is tried once per round, if Lunr can handle it.
      const clauses: Clause[] =
        query === 0
          ? [{ term: '*e*', wildcard: true, presence: 'optional' }]
          : anyClauses(vocabulary, random);
      worst = Math.max(worst, await compare(engine, oracle, clauses));
      hits += (await engine.match(clauses)).length;
    }
    for (let word = 0; word < queries / 4; word++) {
      const near = misspelt(pick(pick(now, random).body.split(/\s+/), random).toLowerCase(), random);
      await compareSpellings(engine, oracle, near, 1 + (word % 3), round === 0);
    }
    change(index, later, Math.ceil(documents.length * changing), random);
  }
  if (SOAK)
    process.stderr.write(`${documents.length} documents, ${hits} hits: largest difference ${worst}\n`);
}

function misspelt(word: string, random: Random): string {
  const at = Math.floor(random() * word.length);
  return word.slice(0, at) + pick(['', 'x', word.charAt(at + 1)], random) + word.slice(at + 1);
}

/**
 * After a change, an index cannot know how often a word is in dead documents, which words of a term are left, or whether a
 * stop word of one language, which is a term in dead documents of another, is still in a live one where it is a term.
 */
async function compareSpellings(
  engine: SearchEngine,
  oracle: SearchEngine,
  word: string,
  distance: number,
  exact: boolean,
): Promise<void> {
  if (exact) {
    expect(await engine.spellings(word, 5, distance), word).toEqual(
      await oracle.spellings(word, 5, distance),
    );
  } else {
    const found = await engine.spellings(word, Infinity, distance);
    const languages = [...(await oracle.languages()).keys()];
    const isTerm = (other: string): boolean =>
      languages.every((language) => documentTerm(other, language) !== '');
    const theirs = await oracle.spellings(word, Infinity, distance);
    expect(found, word).toEqual(expect.arrayContaining(theirs.filter(isTerm)));
    const edits = found.map((other) => editDistance(word, other, distance));
    expect(edits, word).toEqual(edits.toSorted());
  }
}

interface Vocabulary {
  /** The most common ones first. */
  readonly terms: readonly string[];
  readonly common: readonly string[];
  readonly patterns: readonly string[];
}

function vocabularyOf(documents: readonly IndexedDocument[], random: Random): Vocabulary {
  const counts = new Map<string, number>();
  for (const document of documents) {
    for (const term of new Set(Object.values(termsOf(document)).flat()))
      counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  const terms = [...counts.keys()].sort(
    (a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || (a < b ? -1 : 1),
  );
  return { terms, common: terms.slice(0, 40), patterns: patternsOver(terms, documents.length, random) };
}

/** Some documents get the text of others, some are removed, some of those kept back are added. */
function change(index: Index, later: IndexedDocument[], count: number, random: Random): void {
  const now = [...index.documents.values()];
  const put = Array.from({ length: count }, () => ({ ...pick(now, random), ...textFrom(pick(now, random)) }));
  put.push(...later.splice(0, count));
  const removed = Array.from({ length: count }, () => pick(now, random).path);
  const kept = new Set(put.map(({ path }) => path));
  index.change(
    [...new Map(put.map((each) => [each.path, each])).values()],
    removed.filter((path) => !kept.has(path)),
  );
}

function textFrom({ title, tags, body, language }: IndexedDocument): Partial<IndexedDocument> {
  return { title, tags, body, language };
}

describe('hits and scores are Lunr’s', () => {
  test('over made-up documents of many languages', { timeout: HOURS }, async () => {
    const random = randomNumbers(1);
    const documents = Array.from({ length: 300 }, (_, at) => madeUp(at, random));
    await run(documents, { queries: SOAK ? 1000 : 40, rounds: SOAK ? 10 : 3, changing: 0.02 });
  });

  test.runIf(hasCorpora('mdn-1k'))('over mdn-1k', { timeout: HOURS }, async () => {
    const documents = documentsIn(corpora('mdn-1k'), SOAK ? 1 : 8);
    await run(documents, {
      queries: SOAK ? 500 : 40,
      rounds: SOAK ? 3 : 1,
      changing: 0.01,
    });
  });

  test.runIf(hasCorpora('langs'))('over support articles of many languages', { timeout: HOURS }, async () => {
    const documents = documentsIn(corpora('langs'), SOAK ? 1 : 20);
    await run(documents, { queries: SOAK ? 500 : 20, rounds: SOAK ? 3 : 1, changing: 0.01 });
  });

  test.runIf(hasCorpora('mdn-8k'))('over mdn-8k', { timeout: HOURS }, async () => {
    const documents = documentsIn(corpora('mdn-8k'), SOAK ? 1 : 80);
    await run(documents, { queries: SOAK ? 500 : 20, rounds: 1, changing: 0.02 });
  });
});
