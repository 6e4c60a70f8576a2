/** Assembles the bytes of a segment from documents, terms and words in sorted order. */
import { ByteSink } from './bytes.js';
import { GrowingColumn } from './column.js';
import { DictionaryWriter } from './dictionary-writer.js';
import { layOut } from './layout.js';
import { writePostings, type Rows } from './postings.js';
import { writeLanguage, writeRow } from './rows.js';
import { encode } from './strings.js';
import { SEARCH_FIELDS } from '../../field.js';

/** What a segment stores of a document besides its terms. */
export interface DocumentRow {
  readonly path: string;
  readonly language: string;
  readonly stored: string;
  readonly mark: number;
  /** Number of its terms in each field. */
  readonly lengths: readonly number[];
}

export class Assembly {
  readonly #documents = new DictionaryWriter();
  readonly #terms = new DictionaryWriter();
  readonly #words = new DictionaryWriter();
  readonly #lengths = SEARCH_FIELDS.map(() => new GrowingColumn());
  readonly #marks = new GrowingColumn();
  readonly #languages = new Map<string, { readonly number: number; documents: number }>();

  /** @param languages of all documents, sorted */
  constructor(languages: readonly string[]) {
    languages.forEach((language, number) => this.#languages.set(language, { number, documents: 0 }));
  }

  /** Adds a document. Call it in the order of paths. */
  document({ path, language, stored, mark, lengths }: DocumentRow): void {
    const entry = this.#languages.get(language);
    if (!entry) throw new Error('the language is not one of those given');
    entry.documents++;
    writeRow(this.#documents.values, entry.number, stored);
    const key = encode(path);
    this.#documents.add(key, key.length);
    this.#marks.push(mark);
    this.#lengths.forEach((column, field) => {
      column.push(lengths[field] ?? 0);
    });
  }

  /** Adds a term. Call it in sorted order. @param at index of the term's first bound in `rows` */
  term(key: Uint8Array, length: number, rows: Rows, at: number): void {
    writePostings(this.#terms.values, rows, at);
    this.#terms.add(key, length);
  }

  /** Adds a word. Call it in sorted order. @param terms ordinals of its terms, ascending */
  word(key: Uint8Array, length: number, count: number, terms: readonly number[]): void {
    const { values } = this.#words;
    values.varint(count);
    let before = 0;
    for (const term of terms) {
      values.varint(term - before);
      before = term;
    }
    this.#words.add(key, length);
  }

  /** Returns the bytes of the segment. @param dead numbers of dead documents of the segment below, sorted */
  finish(dead: Uint32Array): Uint8Array {
    const languages = new ByteSink();
    for (const [name, { documents }] of this.#languages) writeLanguage(languages, name, documents);
    return layOut({
      documents: this.#documents,
      terms: this.#terms,
      words: this.#words,
      lengths: this.#lengths.map((column) => column.written()),
      marks: this.#marks.written(),
      languages: languages.written(),
      dead,
    });
  }
}
