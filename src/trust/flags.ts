/** Flags: open problems that people have reported about a card. Each person has at most one, under whatever alias. */
import type { Flag } from '../card/card.js';
import type { Person } from '../config.js';
import type { Caller } from './caller.js';
import type { CommitMessage } from './commit-message.js';
import { personOf } from './known-owners.js';
import { fold } from '../text/fold.js';
import { beginning } from '../text/shortened.js';

/** Maximum number of flags of a card, also in the schema. */
export const MOST_FLAGS = 64;

export interface Flagging {
  /** The new flags of the card. */
  readonly flags: readonly Flag[];
  /** The caller's own flag that is removed; null if there was none. */
  readonly gone: Flag | null;
}

/** Appends a flag, in place of the caller's own. */
export function withFlag(flags: readonly Flag[], flag: Flag, isOwn: (name: string) => boolean): Flagging {
  const { flags: others, gone } = withoutFlag(flags, isOwn);
  return { flags: [...others, flag], gone };
}

/** Removes the caller's own flag. */
export function withoutFlag(flags: readonly Flag[], isOwn: (name: string) => boolean): Flagging {
  return { flags: flags.filter(({ by }) => !isOwn(by)), gone: flags.findLast(({ by }) => isOwn(by)) ?? null };
}

/** Returns a test for whether a name in a record is one of the caller's. */
export function ownName({ name }: Caller, people: readonly Person[]): (other: string) => boolean {
  const resolve = personOf(people);
  return (other) => fold(resolve(other)) === fold(resolve(name));
}

/** Returns the note of a flag that quotes some words of the card. */
export function quotingNote(note: string, quote: string | null): string {
  return quote === null ? note : `“${quote.trim().split(/\s+/).join(' ')}”: ${note}`;
}

/** Length up to which tools show the first line of a commit message in full. */
const LONGEST_SUBJECT = 72;

/** Returns the commit message of a flag, with the full note. @param note null if a flag is withdrawn */
export function flagMessage(id: string, note: string | null): CommitMessage {
  if (note === null) return { subject: `Withdraw the flag of ${id}` };
  const trailers = [['Kb-Flagged', id]] as const;
  const subject = `Flag ${id}: ${note}`;
  if (subject.length <= LONGEST_SUBJECT) return { subject, trailers };
  const start = beginning(subject, LONGEST_SUBJECT - 1);
  return { subject: `${start.trimEnd()}…`, body: note, trailers };
}
