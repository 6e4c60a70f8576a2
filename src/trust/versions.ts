/** The versions of a card in git, and which one was verified last. */
import type { ParsedCard } from '../card/parse.js';
import { dueDay } from './trust.js';
import { contentHash } from './verify.js';

/** A card as of a commit that changed it. */
export interface Version {
  readonly commit: string;
  /** Author date as the commit claims, in ISO 8601 with a time zone. */
  readonly time: string;
  /** As the commit claims; untrusted. */
  readonly author: { readonly name: string; readonly email: string };
  /** Relative to the root of the base; may lead outside of it. */
  readonly path: string;
  /** Parsed with the current config. Unreadable if the file is too large, not in this clone, or deleted. */
  readonly card: ParsedCard;
  /** Whether the commit deleted the file. */
  readonly isGone: boolean;
  /**
   * The commits of the preceding versions: several for a merge that differs from all its parents, none for the first version.
   * Null if they were not read.
   */
  readonly parents: readonly string[] | null;
}

export interface CardHistory {
  /** Newest first, one for each commit that changed the card's file. */
  readonly versions: readonly Version[];
  /** False if the history is cut off: by a shallow clone that starts later than the card, by a limit, or by an error of git. */
  readonly complete: boolean;
  /** Why the history is missing or incomplete, as a phrase; null if it is complete. */
  readonly why: string | null;
}

/**
 * Returns the version that was last verified: the newest one whose text matches the hash in the card's record or, if the
 * record has no hash, the one that introduced the day of the verification. Null if this history has none.
 */
export function lastVerified({ versions }: CardHistory, card: ParsedCard): Version | null {
  const { on, content } = card.verified;
  if (on === null) return null;
  if (content !== null) return versions.find((version) => fits(version.card, card)) ?? null;
  const before = versionsBefore(versions);
  const introducesDay = (version: Version): boolean =>
    version.card.verified.on === on &&
    (before(version)?.every((older) => older.card.verified.on !== on) ?? false);
  return versions.find(introducesDay) ?? null;
}

/** Returns a function from a version to the readable versions that precede it; null if they are unknown. */
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

/** Whether a record was made for this text, together with either the dates of that version or those of the record. */
function fits(text: ParsedCard, { verified, verifyBy, verifyEvery }: ParsedCard): boolean {
  if (text.unreadable !== null) return false;
  const { on } = text.verified;
  const due = dueDay(text.verifyBy, on, text.verifyEvery);
  if (contentHash(text, on, due) === verified.content) return true;
  return contentHash(text, verified.on, dueDay(verifyBy, verified.on, verifyEvery)) === verified.content;
}
