/** The file in which the facts of all cards are kept. */
import { createHash } from 'node:crypto';
import type { CardFacts } from '../lint/facts.js';
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

const FORMAT = 'kb facts 1';

export function encodeFacts(all: readonly KeptFacts[], version: string): Uint8Array {
  const body = all
    .filter(({ blob }) => blob !== null)
    .map((each) => JSON.stringify(each))
    .join('\n');
  return Buffer.from(`${[FORMAT, version, digest(body)].join(' ')}\n${body}`);
}

/** By path; null where the file is damaged or of another version. */
export function decodeFacts(bytes: Uint8Array, version: string): Map<string, KeptFacts> | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const end = text.indexOf('\n');
  const body = text.slice(end + 1);
  if (text.slice(0, Math.max(end, 0)) !== [FORMAT, version, digest(body)].join(' ')) return null;
  const lines = body === '' ? [] : body.split('\n');
  return new Map(lines.map((line) => JSON.parse(line) as KeptFacts).map((each) => [each.path, each]));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
