import fc from 'fast-check';
import lunr from 'lunr';
import { describe, expect, test } from 'vitest';
import { EditWalk, type Swaps } from '../../../src/search/engines/lunr/edit-walk.js';
import type { DictionaryCursor } from '../../../src/search/engines/lunr/segment.js';
import { compareBytes, decode, encode } from '../../../src/search/engines/lunr/strings.js';
import { mendTokenSet, type TokenSet } from '../token-set.js';
import { ExactWalk, sideBySide, StarWalk, type Walk } from '../../../src/search/engines/lunr/walk.js';
import { editDistance } from '../../../src/search/spelling.js';

/** A dictionary in memory. */
class ListCursor implements DictionaryCursor {
  bytes = new Uint8Array();
  length = 0;
  shared = 0;
  ordinal = -1;
  readonly #strings: readonly Uint8Array[];

  constructor(strings: readonly string[]) {
    this.#strings = [...new Set(strings)].sort().map(encode);
  }

  next(): boolean {
    return this.#go(this.ordinal + 1, true);
  }

  seek(bytes: Uint8Array): boolean {
    const at = this.#strings.findIndex((each) => compareBytes(each, each.length, bytes, bytes.length) >= 0);
    return this.#go(at < 0 ? this.#strings.length : at, false);
  }

  #go(ordinal: number, counted: boolean): boolean {
    const before = this.bytes;
    this.ordinal = ordinal;
    const bytes = this.#strings[ordinal];
    if (!bytes) return false;
    this.bytes = new Uint8Array(bytes);
    this.length = bytes.length;
    this.shared = 0;
    while (counted && this.shared < before.length && before[this.shared] === bytes[this.shared])
      this.shared++;
    return true;
  }
}

function all(walk: Walk): string[] {
  const found: string[] = [];
  while (walk.next()) found.push(decode(walk.cursor.bytes, walk.cursor.length));
  return found;
}

interface TokenSets {
  fromArray(terms: readonly string[]): TokenSet;
  fromString(pattern: string): TokenSet;
  fromFuzzyString(term: string, edits: number): TokenSet;
}
mendTokenSet();
const tokenSets = lunr.TokenSet as unknown as TokenSets;
const sorted = (terms: readonly string[]): string[] => [...new Set(terms)].sort();
const inLunr = (terms: readonly string[], query: TokenSet): string[] =>
  tokenSets.fromArray(sorted(terms)).intersect(query).toArray().sort();

// Few letters, so that neighbors and repeats are frequent; of one, two and three bytes, and surrogate pairs.
const unit = fc.constantFrom('a', 'b', 'c', 'é', 'ש', 'ก', '\u{1f600}', '\u{10428}');
const string = fc.string({ unit, minLength: 1, maxLength: 7 });
const dictionary = fc.array(string, { maxLength: 60 });
const runs = { numRuns: process.env['KB_SOAK'] ? 20_000 : 400 };

describe('a way to the strings', () => {
  test('that are one string', () => {
    fc.assert(
      fc.property(dictionary, string, (terms, term) => {
        expect(all(new ExactWalk(new ListCursor(terms), term))).toEqual(terms.includes(term) ? [term] : []);
      }),
      runs,
    );
  });

  test('that a pattern with stars fits: those of Lunr’s automaton', () => {
    const pattern = fc
      .array(fc.oneof(fc.constant('*'), unit), { minLength: 1, maxLength: 6 })
      .map((parts) => parts.join(''))
      .filter((each) => each.includes('*'));
    fc.assert(
      fc.property(dictionary, pattern, (terms, wanted) => {
        expect(all(new StarWalk(new ListCursor(terms), wanted))).toEqual(
          inLunr(terms, tokenSets.fromString(wanted)),
        );
      }),
      runs,
    );
  });

  test('that differ by one or two edits: those of Lunr’s automaton', () => {
    fc.assert(
      fc.property(
        dictionary,
        fc.oneof(string, fc.constant('')),
        fc.constantFrom(1, 2),
        (terms, word, most) => {
          expect(all(new EditWalk(new ListCursor(terms), word, most, 'open'))).toEqual(
            inLunr(terms, tokenSets.fromFuzzyString(word, most)),
          );
        },
      ),
      runs,
    );
  });

  test('that differ by up to three edits as spellings do, each with their number', () => {
    fc.assert(
      fc.property(dictionary, string, fc.integer({ min: 1, max: 3 }), (terms, word, most) => {
        const walk = new EditWalk(new ListCursor(terms), word, most, 'closed');
        const found = new Map<string, number>();
        while (walk.next()) found.set(decode(walk.cursor.bytes, walk.cursor.length), walk.edits);
        const near = sorted(terms).map((term): [string, number] => [term, editDistance(word, term, most)]);
        expect([...found]).toEqual(near.filter(([, edits]) => edits <= most));
      }),
      runs,
    );
  });

  test.each<[string, string, Swaps, number]>([
    ['ab', 'bxa', 'open', 2],
    ['ab', 'bxa', 'closed', 3],
    ['abc', 'bca', 'open', 2],
  ])('%s to %s with %s swaps: %i', (word, other, swaps, edits) => {
    const walk = new EditWalk(new ListCursor([other]), word, 3, swaps);
    expect([walk.next(), walk.edits]).toEqual([true, edits]);
  });

  test('a long run of strings that cannot fit is stepped over', () => {
    const terms = Array.from({ length: 5000 }, (_, i) => `b${String(i).padStart(5, '0')}`);
    const cursor = new ListCursor([...terms, 'refund', 'refunds']);
    let steps = 0;
    const next = cursor.next.bind(cursor);
    cursor.next = () => (steps++, next());
    expect(all(new EditWalk(cursor, 'refnud', 1, 'closed'))).toEqual(['refund']);
    expect(steps).toBeLessThan(100);
  });
});

test('two ways side by side', () => {
  fc.assert(
    fc.property(dictionary, dictionary, (one, other) => {
      const seen: [string, boolean, boolean][] = [];
      sideBySide(new StarWalk(new ListCursor(one), '*'), new StarWalk(new ListCursor(other), '*'), (a, b) => {
        const cursor = a ?? b;
        if (cursor) seen.push([decode(cursor.bytes, cursor.length), a !== null, b !== null]);
      });
      expect(seen).toEqual(
        sorted([...one, ...other]).map((each) => [each, one.includes(each), other.includes(each)]),
      );
    }),
    runs,
  );
});
