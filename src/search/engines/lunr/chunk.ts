/** Collects some thousand documents in memory, as columns of numbers, and turns them into a segment. */
import { Assembly, type DocumentRow } from './assembly.js';
import { ByteSink } from './bytes.js';
import { GrowingColumn } from './column.js';
import type { Rows } from './postings.js';
import type { IndexedDocument } from '../../engine.js';
import { SEARCH_FIELDS, type SearchField } from '../../field.js';
import { detached, documentTerm, tokenize } from '../../language.js';

const FIELDS = SEARCH_FIELDS.length;
const MOST_DOCUMENTS = 16_384;
const MOST_POSTINGS = 4_000_000;
/** In the columns from words to terms: a stop word. 0 is a word that has not been seen. */
const NO_TERM = 1;
const FIRST_TERM = 2;

interface Row extends DocumentRow {
  /** Its postings, [from, to). */
  readonly from: number;
  readonly to: number;
}

export class Chunk {
  readonly #rows = new Map<string, Row>();
  /** Words and terms, numbered in the order in which they were first seen. */
  readonly #words = new Map<string, number>();
  readonly #terms = new Map<string, number>();
  readonly #wordCounts = new GrowingColumn();
  /** For each language, the term of each word: its number plus FIRST_TERM, or NO_TERM. */
  readonly #termOf = new Map<string, GrowingColumn>();
  /** For each posting, the number of the term times FIELDS plus the field, and how often the document has it. */
  readonly #keys = new GrowingColumn();
  readonly #counts = new GrowingColumn();
  /** For each term, the index of its last posting. */
  readonly #last = new GrowingColumn();

  get size(): number {
    return this.#rows.size;
  }

  get full(): boolean {
    return this.size >= MOST_DOCUMENTS || this.#keys.length >= MOST_POSTINGS;
  }

  has(path: string): boolean {
    return this.#rows.has(path);
  }

  /** Adds a document, whose path must be new in this chunk. */
  add(document: IndexedDocument): void {
    const { path, language, stored, mark = 0 } = document;
    const from = this.#keys.length;
    const lengths = textsOf(document).map((texts, field) => this.#addField(texts, field, language));
    this.#rows.set(path, { path, language, stored, mark, lengths, from, to: this.#keys.length });
  }

  /** Adds the postings of a field. Returns its number of terms. */
  #addField(texts: readonly string[], field: number, language: string): number {
    let termOf = this.#termOf.get(language);
    if (!termOf) this.#termOf.set(language, (termOf = new GrowingColumn()));
    const start = this.#keys.length;
    let length = 0;
    for (const text of texts) {
      for (const token of tokenize(text)) {
        const word = this.#word(token.text);
        let term = termOf.at(word);
        if (term === 0) termOf.set(word, (term = this.#term(documentTerm(token.text, language))));
        if (term === NO_TERM) continue;
        length++;
        this.#count(term - FIRST_TERM, field, start);
      }
    }
    return length;
  }

  #word(text: string): number {
    let word = this.#words.get(text);
    if (word === undefined) this.#words.set(detached(text), (word = this.#words.size));
    this.#wordCounts.set(word, this.#wordCounts.at(word) + 1);
    return word;
  }

  #term(text: string): number {
    if (text === '') return NO_TERM;
    let term = this.#terms.get(text);
    if (term === undefined) this.#terms.set(detached(text), (term = this.#terms.size));
    return term + FIRST_TERM;
  }

  /** Counts one more occurrence of a term in the field whose postings begin at `start`. */
  #count(term: number, field: number, start: number): void {
    const key = term * FIELDS + field;
    const last = this.#last.at(term);
    if (last >= start && last < this.#keys.length && this.#keys.values[last] === key) {
      this.#counts.set(last, this.#counts.at(last) + 1);
      return;
    }
    this.#last.set(term, this.#keys.length);
    this.#keys.push(key);
    this.#counts.push(1);
  }

  /** Returns the bytes of the segment. @param dead numbers of dead documents of the segment below, sorted */
  toSegment(dead: Uint32Array): Uint8Array {
    const rows = [...this.#rows.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    const assembly = new Assembly([...this.#termOf.keys()].sort());
    for (const row of rows) assembly.document(row);
    const terms = [...this.#terms.keys()].sort();
    const ordinals = new Uint32Array(terms.length);
    terms.forEach((term, ordinal) => (ordinals[this.#terms.get(term) ?? 0] = ordinal));
    const postings = this.#sorted(rows, ordinals);
    const key = new ByteSink();
    terms.forEach((term, ordinal) => {
      key.clear();
      key.text(term);
      assembly.term(key.bytes, key.length, postings, ordinal * FIELDS);
    });
    for (const word of [...this.#words.keys()].sort()) {
      const number = this.#words.get(word) ?? 0;
      key.clear();
      key.text(word);
      assembly.word(key.bytes, key.length, this.#wordCounts.at(number), this.#termsOf(number, ordinals));
    }
    return assembly.finish(dead);
  }

  /** Returns the postings sorted by term, field and document. */
  #sorted(rows: readonly Row[], ordinals: Uint32Array): Rows {
    const keys = this.#keys
      .written()
      .map((key) => (ordinals[Math.floor(key / FIELDS)] ?? 0) * FIELDS + (key % FIELDS));
    // A counting sort. bounds[key + 1] is where the next posting of a key goes; in the end it is where they end.
    const bounds = new Uint32Array(ordinals.length * FIELDS + 2);
    for (const key of keys) bounds[key + 2] = (bounds[key + 2] ?? 0) + 1;
    for (let at = 1; at < bounds.length; at++) bounds[at] = (bounds[at] ?? 0) + (bounds[at - 1] ?? 0);
    const documents = new Uint32Array(keys.length);
    const counts = new Uint32Array(keys.length);
    rows.forEach(({ from, to }, document) => {
      for (let each = from; each < to; each++) {
        const behind = (keys[each] ?? 0) + 1;
        const at = bounds[behind] ?? 0;
        bounds[behind] = at + 1;
        documents[at] = document;
        counts[at] = this.#counts.at(each);
      }
    });
    return { documents, counts, bounds };
  }

  /** Returns the ordinals of a word's terms, ascending. */
  #termsOf(word: number, ordinals: Uint32Array): number[] {
    const found = new Set<number>();
    for (const termOf of this.#termOf.values()) {
      const term = termOf.at(word);
      if (term >= FIRST_TERM) found.add(ordinals[term - FIRST_TERM] ?? 0);
    }
    return [...found].sort((a, b) => a - b);
  }
}

/** Returns the texts of each field, in the order of SEARCH_FIELDS. */
function textsOf({ title, tags, headings, body }: IndexedDocument): (readonly string[])[] {
  const texts: Readonly<Record<SearchField, readonly string[]>> = {
    title: [title],
    tags,
    headings,
    body: [body],
  };
  return SEARCH_FIELDS.map((field) => texts[field]);
}
