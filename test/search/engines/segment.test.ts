import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { IndexedDocument } from '../../../src/search/engine.js';
import { newPostings } from '../../../src/search/engines/lunr/postings.js';
import { openSegment } from '../../../src/search/engines/lunr/reader.js';
import { merge } from '../../../src/search/engines/lunr/merge.js';
import { encode } from '../../../src/search/engines/lunr/strings.js';
import type { Segment } from '../../../src/search/engines/lunr/segment.js';
import { updated, type Changes } from '../../../src/search/engines/lunr/update.js';
import { SegmentWriter, writeSegment } from '../../../src/search/engines/lunr/writer.js';
import { prepareLanguages } from '../../../src/search/language.js';
import { anyDocument, anyDocuments, contentOf, expectedContent, open, type Content } from './segments.js';

const runs = (few: number): { numRuns: number } => ({ numRuns: process.env['KB_SOAK'] ? 10 * few : few });

beforeAll(() => prepareLanguages(['en', 'he', 'th', 'pl', 'pt']));

const NEW_PATHS = ['', 'a.md', 'folder-3/x.md', 'zz/é.md', '__proto__'];

/** Documents with so many words that a dictionary has several levels. */
function manyDocuments(count: number): IndexedDocument[] {
  return Array.from({ length: count }, (_, at) => ({
    path: `folder-${at % 7}/${at}.md`,
    title: `Card ${at}`,
    tags: [`tag${at % 10}`],
    headings: [],
    body: `shared words ${at * 7919} x${(at * 31) % 997} y${at.toString(36)} `.repeat(1 + (at % 5)),
    language: 'en',
    stored: JSON.stringify({ at, text: 'é'.repeat(at % 50) }),
  }));
}

describe('a segment', () => {
  test('says what the documents say, whatever they hold', () => {
    fc.assert(
      fc.property(anyDocuments(12), (documents) => {
        const segment = open(writeSegment(documents));
        expect(contentOf(segment)).toEqual(expectedContent(documents));
        for (const [number, { path }] of contentOf(segment).documents.entries()) {
          expect(segment.find(path)).toBe(number);
          expect(segment.before(path)).toBe(number);
          expect(segment.before(`${path}\u0000`)).toBe(number + 1);
          expect(segment.path(number)).toBe(path);
        }
      }),
      runs(50),
    );
  });

  test('of thousands of documents', () => {
    const documents = manyDocuments(3000);
    const segment = open(writeSegment(documents));
    expect(contentOf(segment)).toEqual(expectedContent(documents));
    expect(segment.find('folder-1/1.md')).toBeGreaterThan(0);
    expect(segment.find('folder-1/1.mdx')).toBe(-1);
  });

  test('no text that has what is sought is left out unread', () => {
    fc.assert(
      fc.property(anyDocuments(80), fc.nat(79), (documents, at) => {
        const segment = open(writeSegment(documents));
        const sought = documents[at]?.stored ?? 'x';
        const storedOf = segment.storedInOrder((texts) => texts.includes(sought));
        for (let document = 0; document < segment.size; document++) {
          const stored = segment.stored(document);
          const found = storedOf(document);
          expect(found === stored || (found === null && !stored.includes(sought))).toBe(true);
        }
      }),
      runs(100),
    );
  });

  test('is the same in whatever order documents are added', () => {
    fc.assert(
      fc.property(anyDocuments(8), (documents) => {
        expect(writeSegment(documents.toReversed())).toEqual(writeSegment(documents));
      }),
      runs(50),
    );
  });

  test('has the later one of two documents at a path', () => {
    fc.assert(
      fc.property(fc.array(anyDocument, { maxLength: 8 }), (documents) => {
        const writer = new SegmentWriter();
        for (const document of documents) writer.add(document);
        const last = new Map(documents.map((document) => [document.path, document]));
        expectSame(contentOf(open(writer.finish())), expectedContent([...last.values()]));
      }),
      runs(50),
    );
  });

  test('finds the first string that is not before another', () => {
    const documents = manyDocuments(2000);
    const segment = open(writeSegment(documents));
    const terms = contentOf(segment).terms.map(([term]) => term);
    const cursor = segment.terms();
    fc.assert(
      fc.property(
        fc.oneof(fc.constantFrom(...terms), fc.string({ maxLength: 4 })),
        fc.nat(40),
        (term, cut) => {
          const sought = term.slice(0, cut);
          const at = terms.findIndex((each) => each >= sought);
          expect(cursor.seek(encode(sought))).toBe(at >= 0);
          for (let steps = 0; at >= 0 && steps < 70 && at + steps < terms.length; steps++) {
            expect(cursor.ordinal).toBe(at + steps);
            expect(cursor.bytes.slice(0, cursor.length)).toEqual(encode(terms[at + steps] ?? ''));
            expect(cursor.next()).toBe(at + steps + 1 < terms.length);
          }
        },
      ),
      runs(200),
    );
    fc.assert(
      fc.property(fc.nat(terms.length - 1), (ordinal) => {
        cursor.to(ordinal);
        expect(cursor.bytes.slice(0, cursor.length)).toEqual(encode(terms[ordinal] ?? ''));
      }),
      runs(500),
    );
  });

  test('shares with the string before what it says', () => {
    const cursor = open(writeSegment(manyDocuments(500))).terms();
    let before = new Uint8Array();
    while (cursor.next()) {
      expect(cursor.bytes.slice(0, cursor.shared)).toEqual(before.slice(0, cursor.shared));
      before = cursor.bytes.slice(0, cursor.length);
    }
    expect(cursor.next()).toBe(false);
  });

  test.each([255, 256, 65_535, 65_536])('of a card of %i words', (length) => {
    const [first, second] = manyDocuments(2);
    if (!first || !second) throw new Error();
    const documents = [first, { ...second, body: 'word '.repeat(length) }];
    expect(contentOf(open(writeSegment(documents)))).toEqual(expectedContent(documents));
  });

  test('is read in a few parts', () => {
    const bytes = writeSegment(manyDocuments(5000));
    let read = 0;
    const source = {
      size: bytes.length,
      read: (at: number, length: number): Uint8Array => {
        read += length;
        return bytes.subarray(at, at + length);
      },
    };
    const cursor = openSegment(source).terms();
    expect(cursor.seek(encode('x500'))).toBe(true);
    cursor.postings(newPostings());
    expect(read).toBeLessThanOrEqual(8 * 4096);
    expect(bytes.length).toBeGreaterThan(100 * 4096);
  });
});

describe('merged segments', () => {
  test('are the segment of all their documents, byte for byte', () => {
    fc.assert(
      fc.property(
        anyDocuments(14),
        fc.array(fc.nat(3), { minLength: 14, maxLength: 14 }),
        (documents, parts) => {
          const split = [0, 1, 2, 3].map((part) => documents.filter((_, at) => parts[at] === part));
          const segments = split.map((some) => ({ segment: open(writeSegment(some)), dead: [] }));
          expect(merge(segments)).toEqual(writeSegment(documents));
        },
      ),
      runs(60),
    );
  });

  test('lack the documents that are dead', () => {
    fc.assert(
      fc.property(
        anyDocuments(12),
        anyDocuments(8),
        fc.infiniteStream(fc.boolean()),
        (older, newer, random) => {
          const base = open(writeSegment(older));
          const gone = Array.from({ length: base.size }, (_, number) => number).filter(
            () => random.next().value,
          );
          const left = new Set(gone.map((number) => base.path(number)));
          for (const { path } of newer) left.add(path);
          const merged = merge([
            { segment: base, dead: gone },
            { segment: open(writeSegment(newer)), dead: [] },
          ]);
          expectSame(
            contentOf(open(merged)),
            expectedContent([...older.filter(({ path }) => !left.has(path)), ...newer]),
          );
        },
      ),
      runs(60),
    );
  });

  test('count a word by the documents that stay where it is the only one of its term', () => {
    const documents = manyDocuments(300);
    const segment = open(writeSegment(documents));
    const gone = new Set([...documents.keys()].filter((at) => at % 3 === 0));
    const dead = [...gone].map((at) => segment.find(documents[at]?.path ?? ''));
    const stay = documents.filter((_, at) => !gone.has(at));
    expect(contentOf(open(merge([{ segment, dead }])))).toEqual(expectedContent(stay));
  });
});

describe('an index that changes', () => {
  /** Applies changes one after another; after each, base and delta must hold exactly the current documents. */
  function holds(first: readonly IndexedDocument[], changes: readonly Changes[]): void {
    const documents = new Map(first.map((document) => [document.path, document]));
    let base = open(writeSegment(first));
    let delta: Segment | null = null;
    for (const { put, removed } of changes) {
      const next = updated(base, delta, { put, removed });
      for (const path of removed) documents.delete(path);
      for (const document of put) documents.set(document.path, document);
      if (next.base) base = open(next.base);
      delta = next.delta && open(next.delta);
      const dead: Uint32Array = delta?.dead ?? new Uint32Array();
      expect(dead).toEqual(Uint32Array.from(new Set(dead)).sort());
      expect(dead.length + (delta?.size ?? 0)).toBeLessThanOrEqual(base.size / 10);
      const alive = base.size - dead.length + (delta?.size ?? 0);
      const all = merge([{ segment: base, dead }, ...(delta ? [{ segment: delta, dead: [] }] : [])]);
      expectSame(contentOf(open(all)), expectedContent([...documents.values()]));
      expect(alive).toBe(documents.size);
    }
  }

  const changesAt = (paths: fc.Arbitrary<string>): fc.Arbitrary<Changes[]> =>
    fc.array(
      fc.record({
        put: fc.array(
          fc.tuple(anyDocument, paths).map(([document, path]) => ({ ...document, path })),
          { maxLength: 4 },
        ),
        removed: fc.array(paths, { maxLength: 3 }),
      }),
      { maxLength: 6 },
    );

  test('says after any changes what a new one would', () => {
    const paths = anyDocument.map(({ path }) => path);
    fc.assert(fc.property(anyDocuments(40), changesAt(paths), holds), runs(20));
  });

  test('does so with a delta that changes itself', () => {
    const first = manyDocuments(100);
    const paths = fc.constantFrom(...first.slice(0, 8).map(({ path }) => path), ...NEW_PATHS);
    fc.assert(
      fc.property(changesAt(paths), (changes) => {
        holds(first, changes);
      }),
      runs(20),
    );
  });

  test('keeps its base while little of it changes', () => {
    const documents = manyDocuments(200);
    const base = open(writeSegment(documents));
    const put = documents.slice(0, 3).map((document) => ({ ...document, body: 'new' }));
    const once = updated(base, null, { put, removed: ['folder-3/10.md', 'nowhere.md'] });
    expect(once.base).toBeNull();
    const delta = open(once.delta ?? new Uint8Array());
    expect(delta.size).toBe(3);
    expect([...delta.dead].map((number) => base.path(number)).sort()).toEqual(
      [...put.map(({ path }) => path), 'folder-3/10.md'].sort(),
    );
    const all = updated(base, delta, { put: [], removed: documents.slice(20, 60).map(({ path }) => path) });
    expect(all.delta).toBeNull();
    expect(open(all.base ?? new Uint8Array()).size).toBe(159);
    expect(updated(base, null, { put: [], removed: ['nowhere.md'] })).toEqual({ base: null, delta: null });
  });
});

/**
 * Everything must be equal except words that live and dead documents share, or share terms of: words that only dead
 * documents have may be listed, counts may differ, and a word may be missing if it is not a term in any live document.
 */
function expectSame({ words, ...found }: Content, { words: known, ...expected }: Content): void {
  expect(found).toEqual(expected);
  const listed = new Map(words);
  const alive = new Set(expected.terms.map(([term]) => term));
  for (const [word, { count, terms }] of words) {
    expect(count, word).toBeGreaterThanOrEqual(1);
    expect(
      terms.every((term) => alive.has(term)),
      word,
    ).toBe(true);
  }
  for (const [word, { terms }] of known)
    if (terms.length > 0) expect(listed.get(word)?.terms, word).toEqual(expect.arrayContaining([...terms]));
}
