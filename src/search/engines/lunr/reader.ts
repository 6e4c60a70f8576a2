/** Opens segments. Each query reads only the parts of the file that it needs. */
import { ByteScan } from './bytes.js';
import { unpackColumn } from './column.js';
import { Cursor } from './dictionary.js';
import { readLayout, type Column, type Layout } from './layout.js';
import { LeafScan } from './leaf-scan.js';
import { PagedReader } from './paged.js';
import { readPostings } from './postings.js';
import { languageOfRow, readLanguages, storedInRow, storedInRows } from './rows.js';
import {
  Damaged,
  type Postings,
  type Segment,
  type Source,
  type TermCursor,
  type WordCursor,
} from './segment.js';
import { decode, encode } from './strings.js';

/** Opens a segment. If its bytes are damaged, this or a later call of its methods throws {@link Damaged}. */
export function openSegment(source: Source): Segment {
  const pages = new PagedReader(source);
  return new PagedSegment(pages, readLayout(pages));
}

class PagedSegment implements Segment {
  readonly size: number;
  readonly totals: readonly number[];
  readonly #documents: Cursor;
  #languages: ReadonlyMap<string, number> | undefined;
  #names: readonly string[] | undefined;
  #dead: Uint32Array | undefined;

  constructor(
    private readonly pages: PagedReader,
    private readonly layout: Layout,
  ) {
    this.size = layout.documents.count;
    this.totals = layout.totals;
    this.#documents = new Cursor(pages, layout.documents);
  }

  lengths(field: number): Uint32Array {
    const column = this.layout.lengths[field];
    if (!column) throw new RangeError('no such field');
    return this.#column(column);
  }

  marks(): Uint32Array {
    return this.#column(this.layout.marks);
  }

  path(document: number): string {
    const at = this.#at(document);
    return decode(at.bytes, at.length);
  }

  find(path: string): number {
    const documents = this.#documents;
    return documents.seek(encode(path)) && decode(documents.bytes, documents.length) === path
      ? documents.ordinal
      : -1;
  }

  before(path: string): number {
    return this.#documents.seek(encode(path)) ? this.#documents.ordinal : this.size;
  }

  language(document: number): string {
    this.#names ??= [...this.languages.keys()];
    const language = this.#names[languageOfRow(this.#at(document).value())];
    if (language === undefined) throw new Damaged('a document has no language');
    return language;
  }

  stored(document: number): string {
    return storedInRow(this.#at(document).value());
  }

  storedInOrder(mayBe: (stored: string) => boolean): (document: number) => string | null {
    const leaves = new LeafScan(this.pages, this.layout.documents);
    let isWanted = false;
    return (document) => {
      if (document >= leaves.end) {
        while (document >= leaves.end) leaves.next();
        const all = storedInRows(leaves.values, leaves.starts);
        isWanted = all === null || mayBe(all);
      }
      return isWanted ? storedInRow(leaves.value(document)) : null;
    };
  }

  get languages(): ReadonlyMap<string, number> {
    const { at, size } = this.layout.languages;
    return (this.#languages ??= readLanguages(this.pages.read(at, size)));
  }

  get dead(): Uint32Array {
    const { at, size } = this.layout.dead;
    return (this.#dead ??= ascending(unpackColumn(this.pages.read(at, size), 4)));
  }

  terms(): TermCursor {
    return new Terms(this.pages, this.layout.terms, this.size);
  }

  words(): WordCursor {
    return new Words(this.pages, this.layout.words, this.layout.terms.count);
  }

  #column({ at, size, width }: Column): Uint32Array {
    return unpackColumn(this.pages.read(at, size), width);
  }

  #at(document: number): Cursor {
    this.#documents.to(document);
    return this.#documents;
  }
}

function ascending(numbers: Uint32Array): Uint32Array {
  for (let at = 1; at < numbers.length; at++) {
    if ((numbers[at] ?? 0) <= (numbers[at - 1] ?? 0)) throw new Damaged('documents are not in order');
  }
  return numbers;
}

class Terms extends Cursor implements TermCursor {
  constructor(
    pages: PagedReader,
    parts: Layout['terms'],
    private readonly documents: number,
  ) {
    super(pages, parts);
  }

  postings(into: Postings): void {
    readPostings(this.value(), this.documents, into);
  }
}

class Words extends Cursor implements WordCursor {
  constructor(
    pages: PagedReader,
    parts: Layout['words'],
    private readonly termCount: number,
  ) {
    super(pages, parts);
  }

  get count(): number {
    return new ByteScan(this.value()).varint();
  }

  get terms(): readonly number[] {
    const scan = new ByteScan(this.value());
    scan.varint();
    const terms: number[] = [];
    let ordinal = 0;
    while (!scan.done) terms.push((ordinal += scan.varint()));
    if (ordinal >= this.termCount && terms.length > 0)
      throw new Damaged('a word has a term that does not exist');
    return terms;
  }
}
