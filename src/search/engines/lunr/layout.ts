/** The layout of a segment: a header of numbers, followed by the parts in the order in which it lists their sizes. */
import { packColumn, widthOf, type Width } from './column.js';
import type { DictionaryParts, Part } from './dictionary.js';
import type { DictionaryWriter } from './dictionary-writer.js';
import { paged, type PagedReader } from './paged.js';
import { Damaged } from './segment.js';
import { SEARCH_FIELDS } from '../../field.js';

/** Must change whenever the bytes or their meaning change. */
export const FORMAT_VERSION = 1;
/** `kbsg`. Different on a machine with the other byte order, on which header and columns could not be read either. */
const MAGIC = 0x6773_626b;
/** Magic, version, count of numbers in the header, bytes of header and parts. */
const PREAMBLE = 4;
const MOST_NUMBERS = 64;
/** Fewest bytes of an entry in a leaf: one for the two lengths of its string, one for the length of its value. */
const LEAST_ENTRY = 2;
/** Enough for 2 ** 32 strings. */
const MOST_LEVELS = 7;

/** A segment that is ready to be written. */
export interface Contents {
  readonly documents: DictionaryWriter;
  readonly terms: DictionaryWriter;
  readonly words: DictionaryWriter;
  /** For each field, the number of terms of each document. */
  readonly lengths: readonly Uint32Array[];
  /** One per document. */
  readonly marks: Uint32Array;
  readonly languages: Uint8Array;
  /** Numbers of documents, sorted. */
  readonly dead: Uint32Array;
}

/** Where the parts of a segment are in a file. */
export interface Layout {
  readonly documents: DictionaryParts;
  readonly terms: DictionaryParts;
  readonly words: DictionaryParts;
  /** Sum of the lengths of each field. */
  readonly totals: readonly number[];
  readonly lengths: readonly Column[];
  readonly marks: Column;
  readonly languages: Part;
  readonly dead: Part;
}

/** A part that consists of numbers of one width. */
export interface Column extends Part {
  readonly width: Width;
}

export function layOut({ documents, terms, words, lengths, marks, languages, dead }: Contents): Uint8Array {
  const numbers: number[] = [];
  const parts: Uint8Array[] = [];
  const add = (part: Uint8Array): void => {
    numbers.push(part.length);
    parts.push(part);
  };
  const addColumn = (column: Uint32Array): void => {
    const width = widthOf(column);
    numbers.push(width);
    parts.push(packColumn(column, width));
  };
  for (const writer of [documents, terms, words]) {
    const levels = writer.levels();
    numbers.push(writer.count, levels.length);
    for (const level of levels) add(level);
    add(writer.values.written());
  }
  for (const column of lengths) {
    numbers.push(column.reduce((sum, length) => sum + length, 0));
    addColumn(column);
  }
  addColumn(marks);
  add(languages);
  numbers.push(dead.length);
  parts.push(packColumn(dead, 4));
  const count = PREAMBLE + numbers.length;
  const size = parts.reduce((sum, part) => sum + part.length, 4 * count);
  if (size >= 2 ** 32) throw new RangeError('a segment must be smaller than 4 GiB');
  return paged([bytesOf([MAGIC, FORMAT_VERSION, count, size, ...numbers]), ...parts]);
}

export function readLayout(pages: PagedReader): Layout {
  const [magic, version, count = 0, size] = numbersIn(pages.read(0, 4 * PREAMBLE));
  if (magic !== MAGIC) throw new Damaged('this is not a segment');
  if (version !== FORMAT_VERSION) throw new Damaged(`the segment has format ${version ?? 0}`);
  if (size !== pages.size) throw new Damaged('the file is not as long as its header says');
  if (count > MOST_NUMBERS) throw new Damaged('the header is too long');
  const numbers = numbersIn(pages.read(0, 4 * count));
  let at = PREAMBLE;
  let partAt = 4 * count;
  const number = (): number => {
    const value = numbers[at++];
    if (value === undefined) throw new Damaged('the header is too short');
    return value;
  };
  const part = (length: number): Part => {
    const start = partAt;
    partAt += length;
    if (partAt > size) throw new Damaged('a part is longer than the file');
    return { at: start, size: length };
  };
  const dictionary = (): DictionaryParts => {
    const strings = number();
    const height = number();
    if (height > MOST_LEVELS) throw new Damaged('a dictionary is too deep');
    const levels = Array.from({ length: height }, () => part(number())).reverse();
    if (LEAST_ENTRY * strings > (levels[0]?.size ?? 0)) throw new Damaged('a dictionary has too few bytes');
    return { count: strings, levels, values: part(number()) };
  };
  const documents = dictionary();
  const terms = dictionary();
  const words = dictionary();
  const column = (): Column => {
    const width = number();
    if (width !== 1 && width !== 2 && width !== 4) throw new Damaged('a column has an impossible width');
    return { width, ...part(width * documents.count) };
  };
  const totals: number[] = [];
  const lengths = SEARCH_FIELDS.map(() => {
    totals.push(number());
    return column();
  });
  const marks = column();
  const languages = part(number());
  return { documents, terms, words, totals, lengths, marks, languages, dead: part(4 * number()) };
}

function bytesOf(numbers: readonly number[]): Uint8Array {
  return new Uint8Array(Uint32Array.from(numbers).buffer);
}

function numbersIn(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(new Uint8Array(bytes).buffer);
}
