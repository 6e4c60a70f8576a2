/** Turns decisions about cards into the fields that have to be written. Writes nothing. */
import type { Base } from '../base.js';
import { refuseUnclear } from './flag.js';
import type { CardEdit } from './record.js';
import type { CanonicalField } from '../../card/fields.js';
import type { ParsedCard } from '../../card/parse.js';
import type { Written } from '../../card/write.js';
import { KbError } from '../../errors.js';
import { unwrittenIn } from '../../lint/unwritten.js';
import { quoted } from '../../text/shell.js';
import { mayVerify, type Caller } from '../../trust/caller.js';
import type { Decision } from '../../trust/decision.js';
import { spreading, verification, type Term } from '../../trust/verification.js';
import { pathsHash, type Blob } from '../../trust/verify.js';
import { refuseUnreadable } from '../unreadable.js';

export interface Decided {
  readonly card: ParsedCard;
  readonly decision: Decision;
}

export interface Terms {
  /** Null only if no decision is a verification, because the others record no name. */
  readonly caller: Caller | null;
  readonly term: Term | null;
  /** Whether to spread the due days of cards that are verified together. */
  readonly spread: boolean;
}

/** Returns the edits for the decisions. Throws KbError `usage`, naming the card, if one cannot be carried out. */
export async function decidedEdits(
  base: Base,
  decided: readonly Decided[],
  { caller, term, spread: spreads }: Terms,
): Promise<readonly CardEdit[]> {
  const { today } = base;
  const { names } = await base.survey();
  const verified = decided.filter(({ decision }) => decision.do === 'verify').map(({ card }) => card);
  const earlier: ReadonlyMap<string, number> =
    spreads && term === null ? spreading(verified, today) : new Map();
  const edits: CardEdit[] = [];
  for (const { card, decision } of decided) {
    if (decision.do !== 'verify') {
      edits.push({ card, fields: otherFields(decision) });
      continue;
    }
    if (caller === null) throw new TypeError('a verification without a name');
    refuse(card, caller, base);
    const code = await codeOf(base, card);
    const act = verification(card, names, {
      on: today,
      by: caller.name,
      note: decision.note,
      term,
      earlier: earlier.get(card.path) ?? 0,
      paths: code && pathsHash(code),
    });
    if (!act.ok) throw new KbError('usage', `${card.path}: ${act.why}`, act.hint);
    edits.push({ card, fields: act.fields, isWhole: true });
  }
  return edits;
}

function otherFields(decision: Exclude<Decision, { do: 'verify' }>): ReadonlyMap<CanonicalField, Written> {
  switch (decision.do) {
    case 'reassign':
      return new Map([['owner', decision.to]]);
    case 'supersede':
      return new Map([['superseded-by', decision.by]]);
    case 'archive':
      return new Map([['status', 'archived']]);
  }
}

/** Throws KbError `usage` for a card that cannot be verified, or not by this caller. */
function refuse(card: ParsedCard, caller: Caller, { config }: Base): void {
  const { path, id, status, supersededBy } = card;
  const reject = (why: string, hint: string): never => {
    throw new KbError('usage', `${path} ${why}`, hint);
  };
  refuseUnreadable(card);
  if (supersededBy !== null) {
    reject(`is superseded: readers are sent to ${supersededBy}`, `kb verify ${quoted(supersededBy)}`);
  }
  if (status === 'archived') reject('is archived', `kb archive --restore ${id}`);
  refuseUnclear(card);
  const [part] = unwrittenIn(card);
  if (part) reject(`still has template text to replace, at line ${part.line}`, `kb edit ${quoted(id)}`);
  if (mayVerify(card, caller, config.people) === 'no') {
    const who = card.verifiers.join(', ');
    reject(`is verified by ${who}; you are ${caller.name}`, `kb flag ${id} -m "…" reports a problem with it`);
  }
}

/** The files of the code that a card describes; null if it describes none, or if git cannot tell. */
async function codeOf({ repo }: Base, { paths }: ParsedCard): Promise<readonly Blob[] | null> {
  return paths.length === 0 ? null : repo.blobs(paths);
}
