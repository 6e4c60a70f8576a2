/** Open objections to a card: each person has at most one, whatever name is used. */
import type { Flag } from '../card/card.js';
import type { Person } from '../config.js';
import type { Caller } from './caller.js';
import type { CommitMessage } from './commit-message.js';
import { personOf } from './known-owners.js';
import { fold } from '../text/fold.js';
import { beginning } from '../text/shortened.js';

/** Flags of a card; more are refused, and so they are by the schema. */
export const MOST_FLAGS = 64;

export interface Flagging {
  /** The flags of the card as they shall be. */
  readonly flags: readonly Flag[];
  /** The caller's own flag, which goes; null where there was none. */
  readonly gone: Flag | null;
}

/** The flags with one more at the end, in place of the caller's own. */
export function withFlag(flags: readonly Flag[], flag: Flag, isOwn: (name: string) => boolean): Flagging {
  const { flags: others, gone } = withoutFlag(flags, isOwn);
  return { flags: [...others, flag], gone };
}

/** The flags without the caller's own. */
export function withoutFlag(flags: readonly Flag[], isOwn: (name: string) => boolean): Flagging {
  return { flags: flags.filter(({ by }) => !isOwn(by)), gone: flags.findLast(({ by }) => isOwn(by)) ?? null };
}

/** Whether a name in a record is one of the caller's. */
export function ownName({ name }: Caller, people: readonly Person[]): (other: string) => boolean {
  const resolve = personOf(people);
  return (other) => fold(resolve(other)) === fold(resolve(name));
}

/** The note of a flag that is about some words of the card. */
export function quotingNote(note: string, quote: string | null): string {
  return quote === null ? note : `“${quote.trim().split(/\s+/).join(' ')}”: ${note}`;
}

/** Letters of the first line of a commit, as tools show it whole. */
const LONGEST_SUBJECT = 72;

/** What the commit of a flag says; the note is whole in it. @param note null where a flag is withdrawn */
export function flagMessage(id: string, note: string | null): CommitMessage {
  if (note === null) return { subject: `Withdraw the flag of ${id}` };
  const trailers = [['Kb-Flagged', id]] as const;
  const subject = `Flag ${id}: ${note}`;
  if (subject.length <= LONGEST_SUBJECT) return { subject, trailers };
  const start = beginning(subject, LONGEST_SUBJECT - 1);
  return { subject: `${start.trimEnd()}…`, body: note, trailers };
}
