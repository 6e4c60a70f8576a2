/**
 * The format of the file that keeps the facts of all cards: a header line, then a packed part with every card, and possibly a
 * second one with later changes, which avoids packing everything again for a few cards.
 */
import { crc32 } from 'node:zlib';
import type { CardFacts } from '../lint/facts.js';
import { pack, unpack, type Json } from './packed.js';
import type { Stamp } from './repo.js';

/** The facts of a card, and what they were computed from. */
export interface KeptFacts {
  readonly path: string;
  /** Null if the stamp cannot be trusted. */
  readonly stamp: Stamp | null;
  /** Git's id of the content; null if the file could not be read. */
  readonly blob: string | null;
  /** A hash of everything else that the facts depend on. */
  readonly context: string;
  readonly facts: CardFacts;
}

/** The content of a file. */
export interface Kept {
  readonly byPath: ReadonlyMap<string, KeptFacts>;
  /** The first part, as objects and as bytes. */
  readonly first: readonly KeptFacts[];
  readonly firstBytes: Uint8Array;
}

export const NOTHING_KEPT: Kept = { byPath: new Map(), first: [], firstBytes: new Uint8Array() };

const FORMAT = 'kb-facts-1';
/** Bytes of the header line, at most. */
const LONGEST_LINE = 256;
/** Share of the cards that may change before everything is packed again. */
const FEW = 0.1;

/**
 * Encodes the facts of all cards.
 * @param kept what the file held before; entries that are still the same objects are not packed again
 */
export function encodeFacts(all: readonly KeptFacts[], version: string, kept = NOTHING_KEPT): Uint8Array {
  const now = new Map(all.map((each) => [each.path, each]));
  const before = new Set(kept.first);
  const changed = [...now.values()].filter((each) => !before.has(each));
  const gone = kept.first.map(({ path }) => path).filter((path) => !now.has(path));
  const isSmall = changed.length + gone.length <= now.size * FEW;
  const parts = isSmall
    ? [kept.firstBytes, packed({ put: changed, gone })]
    : [packed({ put: [...now.values()], gone: [] }), new Uint8Array()];
  const body = Buffer.concat(parts);
  const head = [FORMAT, version, parts[0]?.length, body.length].join(' ');
  return Buffer.concat([Buffer.from(`${head} ${sumOf(head, body)}\n`), body]);
}

/** A checksum that detects damage, not tampering: the note with the file's stamp guards against that (own-file.ts). */
function sumOf(head: string, body: Uint8Array): number {
  return crc32(body, crc32(head));
}

/** Null if the file is damaged or of another version. */
export function decodeFacts(bytes: Uint8Array, version: string): Kept | null {
  const end = Math.max(0, bytes.subarray(0, LONGEST_LINE).indexOf(0x0a));
  const line = Buffer.from(bytes.subarray(0, end)).toString('latin1');
  const [format, own, split, length] = line.split(' ');
  const body = bytes.subarray(end + 1);
  const head = [format, own, split, length].join(' ');
  if (format !== FORMAT || own !== version || Number(length) !== body.length) return null;
  if (line !== `${head} ${sumOf(head, body)}`) return null;
  const firstBytes = body.subarray(0, Number(split));
  const { put: first } = partOf(firstBytes);
  const second = partOf(body.subarray(Number(split)));
  const byPath = new Map(first.map((each) => [each.path, each]));
  for (const each of second.put) byPath.set(each.path, each);
  for (const path of second.gone) byPath.delete(path);
  return { byPath, first, firstBytes };
}

interface Part {
  readonly put: readonly KeptFacts[];
  readonly gone: readonly string[];
}

function packed(part: Part): Uint8Array {
  return pack(part as unknown as Json);
}

function partOf(bytes: Uint8Array): Part {
  return bytes.length === 0 ? { put: [], gone: [] } : (unpack(bytes) as unknown as Part);
}
