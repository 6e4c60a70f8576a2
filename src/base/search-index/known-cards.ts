/** What an update of the index needs to know of the cards that it does not read again. */
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Clash, Identity } from '../../card/id.js';
import type { KnownFile } from '../../repo/unchanged.js';
import { seal, unseal } from './seal.js';

export interface KnownCard extends KnownFile, Identity {
  /** Why the file must not be opened; null where it may be. */
  readonly refused: string | null;
  /** Stands for all else that the reading of the card depends on. */
  readonly context: string;
  /** What came of an id that is that of another card, too; null where it is the card's own. */
  readonly clash: Pick<Clash, 'id' | 'unreadable'> | null;
  readonly unreadable: boolean;
  /** Without a due day. */
  readonly undated: boolean;
  /** Verified together with code: its row depends on the commit. */
  readonly bound: boolean;
}

/** In the place of a commit, where git could not tell what it has. */
export const UNKNOWN = 'unknown';

/** All cards. */
export interface KnownCards {
  /** The commit at which those that are bound to code were looked at, or UNKNOWN; null where there is none. */
  readonly head: string | null;
  readonly byPath: ReadonlyMap<string, KnownCard>;
}

export const NO_CARDS: KnownCards = { head: null, byPath: new Map() };

/** Bytes of a million cards, and more than any file may become. */
const LONGEST = 512 * 1024 * 1024;

/** Deflated: a search does not read them, and they would be a third of the index. */
export function encodeKnownCards({ head, byPath }: KnownCards, version: string): Uint8Array {
  const sealed = seal(JSON.stringify({ head, cards: [...byPath.values()] }), version);
  return deflateRawSync(sealed, { level: constants.Z_BEST_SPEED });
}

/** Null where the bytes are damaged, another build's, or something else. */
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

/** What an update takes for granted. */
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
