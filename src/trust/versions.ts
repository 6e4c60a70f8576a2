/** The versions of one card, and which of them was verified last. */
import type { ParsedCard } from '../card/parse.js';
import { dueDay } from './trust.js';
import { contentHash } from './verify.js';

/** A card as a commit left it. */
export interface Version {
  readonly commit: string;
  /** When its author wrote it, ISO 8601 with a zone, as the commit claims. */
  readonly time: string;
  /** As the commit claims; may hold anything. */
  readonly author: { readonly name: string; readonly email: string };
  /** From the root of the base, which it may leave. */
  readonly path: string;
  /** By today's config. Unreadable where the file is too large, not in this clone, or gone. */
  readonly card: ParsedCard;
  /** The commit took the file away. */
  readonly isGone: boolean;
  /**
   * The commits of the versions that it follows: several for a merge that differs from all its sides, none for the first one.
   * Null where they were not read.
   */
  readonly parents: readonly string[] | null;
}

export interface CardHistory {
  /** The newest first, one for each commit that changed the card's file. */
  readonly versions: readonly Version[];
  /** False in a shallow clone that begins later than the card, and where a limit or git's trouble cut it. */
  readonly complete: boolean;
  /** Why there is no or not all history, as half a sentence; null where there is. */
  readonly why: string | null;
}

/**
 * The version that was verified last: the newest text to which the card's record fits; where the record has no hash, the
 * version that brought the day of the verification. Null where there is none in this history.
 */
export function lastVerified({ versions }: CardHistory, card: ParsedCard): Version | null {
  const { on, content } = card.verified;
  if (on === null) return null;
  if (content !== null) return versions.find((version) => fits(version.card, card)) ?? null;
  const before = versionsBefore(versions);
  const brought = (version: Version): boolean =>
    version.card.verified.on === on &&
    (before(version)?.every((older) => older.card.verified.on !== on) ?? false);
  return versions.find(brought) ?? null;
}

/** The readable versions that a version follows; null where they are not known. */
export function versionsBefore(
  versions: readonly Version[],
): (version: Version) => readonly Version[] | null {
  const byCommit = new Map(versions.map((version) => [version.commit, version]));
  return (version) => {
    const found = new Map<string, Version>();
    const seen = new Set<string>();
    const open = [version];
    for (let next = open.pop(); next; next = open.pop()) {
      if (next.parents === null) return null;
      for (const commit of next.parents) {
        const older = byCommit.get(commit);
        if (!older) return null;
        if (seen.has(commit)) continue;
        seen.add(commit);
        if (older.card.unreadable === null && !older.isGone) found.set(commit, older);
        else open.push(older);
      }
    }
    return [...found.values()];
  };
}

/** Whether it is the text that a record was made of, with the dates of then or of the record. */
function fits(text: ParsedCard, { verified, verifyBy, verifyEvery }: ParsedCard): boolean {
  if (text.unreadable !== null) return false;
  const { on } = text.verified;
  const due = dueDay(text.verifyBy, on, text.verifyEvery);
  if (contentHash(text, on, due) === verified.content) return true;
  return contentHash(text, verified.on, dueDay(verifyBy, verified.on, verifyEvery)) === verified.content;
}
