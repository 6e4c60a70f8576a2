/**
 * The file in which the facts of all cards are kept: a line that says whose it is, then a packed part with every card, and
 * perhaps a second one with what has changed since, which saves packing everything again for a few cards.
 */
import { crc32 } from 'node:zlib';
import type { CardFacts } from '../lint/facts.js';
import { pack, unpack, type Json } from './packed.js';
import type { Stamp } from './repo.js';

/** The facts of a card, and what they were made of. */
export interface KeptFacts {
  readonly path: string;
  /** Null where the stamp cannot be trusted. */
  readonly stamp: Stamp | null;
  /** Git's id of the content; null where the file could not be read. */
  readonly blob: string | null;
  /** Stands for all else that the facts depend on. */
  readonly context: string;
  readonly facts: CardFacts;
}

/** What a file holds. */
export interface Kept {
  readonly byPath: ReadonlyMap<string, KeptFacts>;
  /** The first part, as objects and as bytes. */
  readonly first: readonly KeptFacts[];
  readonly firstBytes: Uint8Array;
}

export const NOTHING_KEPT: Kept = { byPath: new Map(), first: [], firstBytes: new Uint8Array() };

const FORMAT = 'kb-facts-1';
/** Letters of the longest line that says whose the file is. */
const LONGEST_LINE = 256;
/** Share of the cards beyond which everything is packed anew. */
const FEW = 0.1;

/** @param kept what the file held before; those of its entries that are the same objects now are not packed again */
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

/** Finds damage, not malice: against that, the file has a note of its stamp (own-file.ts). */
function sumOf(head: string, body: Uint8Array): number {
  return crc32(body, crc32(head));
}

/** Null where the file is damaged, or of another version. */
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
