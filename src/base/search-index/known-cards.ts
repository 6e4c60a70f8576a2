/** What an update of the index needs to know about the cards that it does not read again. */
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Clash, Identity } from '../../card/id.js';
import type { KnownFile } from '../../repo/unchanged.js';
import { seal, unseal } from './seal.js';

export interface KnownCard extends KnownFile, Identity {
  /** Why the file must not be opened; null if it may be. */
  readonly refused: string | null;
  /** Identifies everything else that reading the card depends on. */
  readonly context: string;
  /** How a clash with the id of another card was resolved; null if there is none. */
  readonly clash: Pick<Clash, 'id' | 'unreadable'> | null;
  readonly unreadable: boolean;
  /** Has no verify-by date. */
  readonly undated: boolean;
  /** Verified together with code, so that its row depends on the commit. */
  readonly bound: boolean;
}

/** Stands in for the id of the commit if git cannot tell what it contains. */
export const UNKNOWN = 'unknown';

/** What is known about all cards. */
export interface KnownCards {
  /** The commit that the cards bound to code were compared with, or UNKNOWN; null if there are no such cards or no commit. */
  readonly head: string | null;
  readonly byPath: ReadonlyMap<string, KnownCard>;
}

export const NO_CARDS: KnownCards = { head: null, byPath: new Map() };

/** Most bytes after inflating: enough for a million cards. */
const LONGEST = 512 * 1024 * 1024;

/** Encodes the cards, deflated: searches do not read them, and they would make up a third of the index. */
export function encodeKnownCards({ head, byPath }: KnownCards, version: string): Uint8Array {
  const sealed = seal(JSON.stringify({ head, cards: [...byPath.values()] }), version);
  return deflateRawSync(sealed, { level: constants.Z_BEST_SPEED });
}

/** Decodes the cards; null if the bytes are damaged, from another build, or something else. */
export function decodeKnownCards(bytes: Uint8Array | null, version: string): KnownCards | null {
  try {
    const text = bytes && unseal(inflateRawSync(bytes, { maxOutputLength: LONGEST }), version);
    if (text === null) return null;
    const { head, cards } = JSON.parse(text) as { head: string | null; cards: KnownCard[] };
    if (!isTextOrNull(head) || !cards.every(isKnownCard)) return null;
    return { head, byPath: new Map(cards.map((card) => [card.path, card])) };
  } catch {
    return null;
  }
}

/** Checks the properties that an update relies on. */
function isKnownCard({ path, id, context, stamp, blob, refused, clash }: KnownCard): boolean {
  return (
    [path, id, context].every((text) => typeof text === 'string') &&
    [blob, refused, clash?.id ?? null].every(isTextOrNull) &&
    (clash === null || typeof clash === 'object') &&
    (stamp === null || Array.isArray(stamp))
  );
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string';
}
