/** Forged segments with valid checksums: reading one always ends, however little of it is true. */
import { describe, expect, test } from 'vitest';
import { DictionaryWriter } from '../../../src/search/engines/lunr/dictionary-writer.js';
import { layOut, type Contents } from '../../../src/search/engines/lunr/layout.js';
import { LiveDocuments } from '../../../src/search/engines/lunr/live.js';
import { Damaged, type Segment } from '../../../src/search/engines/lunr/segment.js';
import { encode } from '../../../src/search/engines/lunr/strings.js';
import { open } from './segments.js';

type Entry = readonly [string: Uint8Array, size: number];

const BEHIND_ALL = Uint8Array.of(0xff);

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value % 0x80) | 0x80, ...varint(Math.floor(value / 0x80))];
}

function node(start: number, entries: readonly Entry[]): number[] {
  return [...varint(start), ...entries.flatMap(([key, size]) => [key.length, ...key, ...varint(size)])];
}

function words(count: number, from = 0): Entry[] {
  return Array.from({ length: count }, (_, at) => [encode(`w${String(from + at).padStart(4, '0')}`), 0]);
}

/** A dictionary of any bytes. @param levels leaves first */
function forged(count: number, levels: readonly number[][]): DictionaryWriter {
  const writer = new DictionaryWriter();
  writer.count = count;
  writer.levels = () => levels.map((level) => Uint8Array.from(level)).reverse();
  return writer;
}

function segment(changes: Partial<Contents>): Segment {
  const documents = new DictionaryWriter();
  for (const path of ['a.md', 'b.md']) {
    documents.values.byte(0);
    documents.add(encode(path), path.length);
  }
  const empty = { documents, terms: new DictionaryWriter(), words: new DictionaryWriter() };
  const lengths = [0, 1, 2, 3].map(() => new Uint32Array(2));
  const columns = { lengths, marks: new Uint32Array(2), languages: Uint8Array.of(1, 0x78, 2) };
  return open(layOut({ ...empty, ...columns, dead: new Uint32Array(), ...changes }));
}

/** Walks over all terms, and returns how many there are. */
function walked(terms: DictionaryWriter): number {
  let count = 0;
  for (const cursor = segment({ terms }).terms(); cursor.next();) count++;
  return count;
}

const leaf = node(0, words(32));
const next = node(0, words(3, 32));
const two = node(0, [
  [encode('w0032'), leaf.length],
  [BEHIND_ALL, next.length],
]);

describe('a forged dictionary', () => {
  test('is read where it is right', () => {
    expect(walked(forged(35, [[...leaf, ...next], two]))).toBe(35);
  });

  test('has no node with too many entries, or too few', () => {
    expect(() => walked(forged(33, [node(0, words(33))]))).toThrow(Damaged);
    const short = node(0, words(31));
    const above = node(0, [
      [encode('w0032'), short.length],
      [BEHIND_ALL, next.length],
    ]);
    expect(() => walked(forged(35, [[...short, ...next], above]))).toThrow(Damaged);
    expect(() => walked(forged(5, [node(0, words(4))]))).toThrow(Damaged);
  });

  test('has no nodes that share what is below them', () => {
    const leaves = Array.from({ length: 32 }, () => leaf).flat();
    const above = node(
      0,
      Array.from({ length: 32 }, () => [BEHIND_ALL, leaf.length]),
    );
    const root = node(
      0,
      Array.from({ length: 2 }, () => [BEHIND_ALL, above.length]),
    );
    expect(() => walked(forged(2048, [leaves, [...above, ...above], root]))).toThrow(Damaged);
  });

  test('is sorted as far as a search goes', () => {
    const leaves = [...leaf, ...node(0, words(32, 32)), ...node(0, words(1, 64))];
    const root = node(0, [
      [encode('z'), leaf.length],
      [encode('z'), leaf.length],
      [BEHIND_ALL, node(0, words(1)).length],
    ]);
    const cursor = segment({ terms: forged(65, [leaves, root]) }).terms();
    expect(() => cursor.seek(encode('x'))).toThrow(Damaged);
  });

  test('has bytes for each of its strings', () => {
    expect(() => segment({ terms: forged(1000, [leaf]) })).toThrow(Damaged);
    expect(() => segment({ terms: forged(1, []) })).toThrow(Damaged);
  });

  test('has no string behind the last one', () => {
    const cursor = segment({ terms: forged(3, [node(0, words(3))]) }).terms();
    expect(() => {
      cursor.to(3);
    }).toThrow(Damaged);
  });
});

test('dead documents are in order, and some of the base', () => {
  const live = (...dead: number[]): LiveDocuments =>
    new LiveDocuments({ base: segment({}), delta: segment({ dead: Uint32Array.from(dead) }) });
  expect(live(0, 1).size).toBe(2);
  for (const dead of [[1, 0], [1, 1], [2], [0, 9]]) expect(() => live(...dead), dead.join()).toThrow(Damaged);
});
