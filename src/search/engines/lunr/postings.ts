/** Encodes postings: a bit for each field that has the term, then for each of them the number of documents and the documents. */
import { ByteScan, type ByteSink } from './bytes.js';
import { Damaged, type Postings } from './segment.js';
import { SEARCH_FIELDS } from '../../field.js';

const FIELDS = SEARCH_FIELDS.length;
/** A document is four times its distance from the one before, plus the count if it is below 4; otherwise the count follows. */
const SMALL_COUNT = 4;

/** Postings of some terms: for each term those of the first field, then those of the second, and so on. */
export interface Rows {
  readonly documents: Uint32Array;
  readonly counts: Uint32Array;
  /** For each term and field, where its postings begin; they end where the next ones begin. */
  readonly bounds: Uint32Array;
}

export function newPostings(): Postings {
  return { documents: new Uint32Array(64), counts: new Uint32Array(64), ends: new Uint32Array(FIELDS) };
}

/** Writes the postings of a term. @param at index of its first bound */
export function writePostings(sink: ByteSink, { documents, counts, bounds }: Rows, at: number): void {
  let fields = 0;
  for (let field = 0; field < FIELDS; field++) {
    if ((bounds[at + field] ?? 0) < (bounds[at + field + 1] ?? 0)) fields |= 1 << field;
  }
  sink.byte(fields);
  for (let field = 0; field < FIELDS; field++) {
    if (!(fields & (1 << field))) continue;
    const from = bounds[at + field] ?? 0;
    const to = bounds[at + field + 1] ?? 0;
    sink.varint(to - from);
    let expected = 0;
    for (let each = from; each < to; each++) {
      const document = documents[each] ?? 0;
      const count = counts[each] ?? 0;
      sink.varint((document - expected) * SMALL_COUNT + (count < SMALL_COUNT ? count : 0));
      if (count >= SMALL_COUNT) sink.varint(count);
      expected = document + 1;
    }
  }
}

/** Reads the postings of a term into a buffer. @param size number of documents of the segment */
export function readPostings(bytes: Uint8Array, size: number, into: Postings): void {
  const scan = new ByteScan(bytes);
  const fields = scan.varint();
  let end = 0;
  for (let field = 0; field < FIELDS; field++) {
    if (fields & (1 << field)) {
      const count = scan.varint();
      if (count > size || count > bytes.length) throw new Damaged('a term has too many documents');
      makeRoom(into, end + count);
      readField(scan, into, end, end + count, size);
      end += count;
    }
    into.ends[field] = end;
  }
}

function readField(scan: ByteScan, into: Postings, from: number, to: number, size: number): void {
  const { documents, counts } = into;
  let expected = 0;
  for (let at = from; at < to; at++) {
    const number = scan.varint();
    const document = expected + (number >>> 2);
    const count = number & (SMALL_COUNT - 1);
    documents[at] = document;
    counts[at] = count > 0 ? count : scan.varint();
    expected = document + 1;
  }
  if (expected > size) throw new Damaged('a term is in no document');
}

function makeRoom(postings: Postings, length: number): void {
  if (length <= postings.documents.length) return;
  postings.documents = grown(postings.documents, length);
  postings.counts = grown(postings.counts, length);
}

function grown(column: Uint32Array, length: number): Uint32Array {
  const longer = new Uint32Array(Math.max(length, 2 * column.length));
  longer.set(column);
  return longer;
}
