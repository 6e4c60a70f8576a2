/** What has changed since a card was last verified, which is what its next verifier has to check. */
import type { Base } from '../base.js';
import { cardHistory, changedCode, type ReadHistory } from '../history/history.js';
import { applyEdits } from '../../card/edit.js';
import type { DialectNames } from '../../card/fields.js';
import type { ParsedCard } from '../../card/parse.js';
import { writeFields } from '../../card/write.js';
import { RECORDED } from '../../trust/verification.js';
import { lastVerified, type Version } from '../../trust/versions.js';

export interface SinceVerified {
  /** The card as it was verified; null if it never was, or if git does not know (see `why`). */
  readonly version: Version | null;
  /** The two texts without the fields that kb writes; null if there is no version, or if they are the same. */
  readonly change: { readonly path: string; readonly before: string; readonly after: string } | null;
  /** Changed files of the code that the card describes; `status` is git's letter. */
  readonly code: readonly { readonly path: string; readonly status: string }[];
  /** Why the changes are unknown, as half a sentence; null if they are known. */
  readonly why: string | null;
}

/** Compares a card with its last verified version. @param read reads the history of a card */
export async function sinceVerified(
  base: Base,
  card: ParsedCard,
  read: ReadHistory = cardHistory,
): Promise<SinceVerified> {
  const nothing = { version: null, change: null, code: [] };
  if (card.verified.on === null) return { ...nothing, why: null };
  const history = await read(base, card.path);
  const version = lastVerified(history, card);
  if (version === null) return { ...nothing, why: history.why ?? 'the verified text was never committed' };
  const { names } = await base.survey();
  const [before, after] = [version.card.source, card.source].map((text) => withoutRecord(text, names));
  return {
    version,
    change: before === after ? null : { path: card.path, before: before ?? '', after: after ?? '' },
    code: (card.paths.length > 0 && (await changedCode(base, card, version.commit))) || [],
    why: null,
  };
}

function withoutRecord(text: string, names: DialectNames): string {
  const written = writeFields(text, names, new Map(RECORDED.map((field) => [field, null])));
  return written.ok ? applyEdits(text, written.edits) : text;
}
