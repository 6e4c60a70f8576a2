/** Plans what has to be written to flag a card, or to withdraw a flag. Writes nothing. */
import type { Base } from '../base.js';
import { planEdits, type Rewrite } from './record.js';
import type { Flag } from '../../card/card.js';
import type { ParsedCard } from '../../card/parse.js';
import { quotation } from '../../card/quotation.js';
import { KbError } from '../../errors.js';
import type { CommitMessage } from '../../trust/commit-message.js';
import { quoted } from '../../text/shell.js';
import type { Caller } from '../../trust/caller.js';
import { flagMessage, MOST_FLAGS, ownName, quotingNote, withFlag, withoutFlag } from '../../trust/flags.js';
import { noteProblem } from '../../trust/note.js';

export interface FlagPlan {
  readonly changes: readonly Rewrite[];
  /** The new flag; null for a withdrawal. */
  readonly flag: Flag | null;
  /** The caller's earlier flag, which is removed; null if there is none. */
  readonly gone: Flag | null;
  readonly message: CommitMessage;
}

export interface FlagText {
  /** What is wrong, in one line. */
  readonly note: string;
  /** The words of the card that it is about. */
  readonly quote: string | null;
}

/**
 * Plans a new flag of the caller, which replaces an earlier one.
 * Throws KbError `usage` if the card cannot be flagged or does not have the quoted words, or if the note is invalid.
 */
export function planFlag(base: Base, card: ParsedCard, caller: Caller, { note, quote }: FlagText): FlagPlan {
  refuseRetired(card);
  refuseUnclear(card);
  if (quote !== null) refuseMisquoted(card, quote);
  const text = quotingNote(note.trim(), quote);
  refuseNote(text, card);
  const flag = { by: caller.name, on: base.today, note: text };
  const { flags, gone } = withFlag(card.flags, flag, ownName(caller, base.config.people));
  if (flags.length > MOST_FLAGS) {
    throw new KbError(
      'usage',
      `${card.path} has ${MOST_FLAGS} open flags, which is the maximum`,
      `kb show ${card.id}`,
    );
  }
  const changes = planEdits(base, [{ card, fields: new Map([['flags', flags]]) }]);
  return { changes, flag, gone, message: flagMessage(card.id, text) };
}

/** Plans the withdrawal of the caller's flag. Throws KbError `usage` if there is none. */
export function planWithdrawal(base: Base, card: ParsedCard, caller: Caller): FlagPlan {
  refuseUnclear(card);
  const { flags, gone } = withoutFlag(card.flags, ownName(caller, base.config.people));
  if (gone === null) {
    const others = [...new Set(card.flags.map(({ by }) => by))].join(', ');
    throw new KbError(
      'usage',
      `${card.path} has no flag by you (${caller.name}): ${others === '' ? 'it has no flags' : `it was flagged by ${others}`}`,
      others === '' ? `kb show ${card.id}` : `kb verify ${card.id} resolves flags`,
    );
  }
  const changes = planEdits(base, [{ card, fields: new Map([['flags', flags.length > 0 ? flags : null]]) }]);
  return { changes, flag: null, gone, message: flagMessage(card.id, null) };
}

function refuseNote(text: string, { id }: ParsedCard): void {
  const wrong = noteProblem(text);
  if (wrong !== null) throw new KbError('usage', wrong, `kb flag ${quoted(id)} -m "…"`);
}

/** Throws KbError `usage` for a superseded or archived card: people do not read it, so a flag would warn nobody. */
export function refuseRetired({ path, id, status, supersededBy }: ParsedCard): void {
  if (supersededBy !== null) {
    throw new KbError(
      'usage',
      `${path} is superseded: readers are sent to ${supersededBy}`,
      `kb flag ${quoted(supersededBy)} -m "…"`,
    );
  }
  if (status === 'archived') {
    throw new KbError(
      'usage',
      `${path} is archived: it is kept for the record only`,
      `kb archive --restore ${id}`,
    );
  }
}

/** Throws KbError `usage` for a card with an invalid flag, which would be lost when the flags are written. */
export function refuseUnclear({ path, problems }: ParsedCard): void {
  const wrong = problems.find(({ rule }) => rule === 'flags');
  if (wrong)
    throw new KbError(
      'usage',
      `${path}:${wrong.line ?? 1}: ${wrong.message}`,
      `kb edit ${quoted(`${path}:${wrong.line ?? 1}`)}`,
    );
}

function refuseMisquoted(card: ParsedCard, quote: string): void {
  const result = quotation(card, quote);
  if (result.found) return;
  const { nearest } = result;
  throw new KbError(
    'usage',
    `${card.path} does not say “${quote}”`,
    nearest === null ? `kb show ${card.id}` : `line ${nearest.line} says: ${nearest.text}`,
  );
}
