/** Decisions about cards that are due → what has to be written, and what the cards are worth then. Writes nothing. */
import type { Base } from './base.js';
import type { CardEdit } from './record.js';
import type { CanonicalField } from '../card/fields.js';
import type { ParsedCard } from '../card/parse.js';
import type { Written } from '../card/write.js';
import { catalogRow } from '../catalog/catalog.js';
import type { TrustedRow } from '../catalog/listing.js';
import { KbError } from '../errors.js';
import { cardOf } from '../repo/cards.js';
import type { Change } from '../repo/commit.js';
import { mayVerify, type Caller } from '../trust/caller.js';
import type { Decision } from '../trust/decision.js';
import { trustOf, type Trust } from '../trust/trust.js';
import { lengthFrom, spread, verification, type Term } from '../trust/verification.js';
import { pathsHash, trustFacts, type Blob } from '../trust/verify.js';

export interface Decided {
  readonly card: ParsedCard;
  readonly decision: Decision;
}

export interface Terms {
  readonly caller: Caller;
  readonly term: Term | null;
  /** Cards that are verified at once shall not all come due on one day. */
  readonly spread: boolean;
}

/** The edits of the decisions. Throws KbError `usage` where one cannot be carried out, and names the card. */
export async function decidedEdits(
  base: Base,
  decided: readonly Decided[],
  { caller, term, spread: spreads }: Terms,
): Promise<readonly CardEdit[]> {
  const { today } = base;
  const { names } = await base.survey();
  const verified = decided.filter(({ decision }) => decision.do === 'verify').map(({ card }) => card);
  const earlier = spreads && term === null ? spreading(verified, today) : new Map<ParsedCard, number>();
  const edits: CardEdit[] = [];
  for (const { card, decision } of decided) {
    if (decision.do !== 'verify') {
      edits.push({ card, fields: otherFields(decision) });
      continue;
    }
    refuse(card, caller, base);
    const code = await codeOf(base, card);
    const act = verification(card, names, {
      on: today,
      by: caller.name,
      note: decision.note,
      term,
      earlier: earlier.get(card) ?? 0,
      paths: code && pathsHash(code),
    });
    if (!act.ok) throw new KbError('usage', `${card.path}: ${act.why}`, act.hint);
    edits.push({ card, fields: act.fields });
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

/** By card, the days by which it shall be due before the end of its interval. */
function spreading(cards: readonly ParsedCard[], today: Base['today']): Map<ParsedCard, number> {
  const inOrder = [...cards].sort((a, b) => (a.id < b.id ? -1 : 1));
  const lengths = inOrder.map(({ verifyEvery }) => (verifyEvery ? lengthFrom(today, verifyEvery) : 0));
  const days = spread(lengths);
  return new Map(inOrder.map((card, place) => [card, days[place] ?? 0]));
}

/** Throws for a card that cannot be verified, or not by this caller. */
function refuse(card: ParsedCard, caller: Caller, { config }: Base): void {
  const { path, id, unreadable, status, supersededBy } = card;
  const no = (why: string, hint: string): never => {
    throw new KbError('usage', `${path} ${why}`, hint);
  };
  if (unreadable !== null) no(`cannot be read: ${unreadable}`, `kb lint ${path}`);
  if (supersededBy !== null)
    no(`is superseded: readers are sent to ${supersededBy}`, `kb verify ${supersededBy}`);
  if (status === 'archived') no('is archived', `kb archive --restore ${id}`);
  if (mayVerify(card, caller, config.people) === 'no') {
    const who = card.verifiers.join(', ');
    no(`is verified by ${who}; you are ${caller.name}`, `kb flag ${id} -m "…" says what is wrong with it`);
  }
}

/** The files of the code that a card describes; null where it describes none, and where nobody can tell. */
async function codeOf({ repo }: Base, { paths }: ParsedCard): Promise<readonly Blob[] | null> {
  return paths.length === 0 ? null : repo.blobs(paths);
}

/** The trust in a card today, its code looked at. */
export async function trustIn({ repo, today, config }: Base, card: ParsedCard): Promise<Trust> {
  const code = card.verified.paths === null ? null : await repo.blobs(card.paths);
  return trustOf(trustFacts(card, code), today, config.warn);
}

/** Each card as a list shows it once its file has changed, in the same order. */
export async function rowsAfter(
  base: Base,
  changes: readonly Change[],
  decided: readonly Pick<Decided, 'card'>[],
): Promise<TrustedRow[]> {
  const texts = new Map(changes.map(({ path, after }) => [path, after]));
  const row = async ({ card }: Pick<Decided, 'card'>): Promise<TrustedRow> => {
    const now = await withText(base, card, texts.get(card.path) ?? card.source);
    return [catalogRow(now, () => '', null), await trustIn(base, now)];
  };
  return Promise.all(decided.map(row));
}

/** A card as it would be read with another text. */
export async function withText(base: Base, { path, id }: ParsedCard, text: string): Promise<ParsedCard> {
  const survey = await base.survey();
  const card = cardOf({ path, bytes: Buffer.from(text) }, survey, survey.defaultsOf(path));
  return card.explicitId ? card : { ...card, id };
}
