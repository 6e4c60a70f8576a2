/** Computes what verifying a card writes into it, and until when the verification lasts. */
import type { Card } from '../card/card.js';
import type { CanonicalField } from '../card/fields.js';
import { isWritable, type Written } from '../card/write.js';
import type { DialectNames } from '../card/fields.js';
import { addDays, addInterval, daysBetween, type Day, type Interval } from '../day.js';
import { contentHash } from './verify.js';

/** The duration of a verification, if it is not the card's own interval: until a day, or for an interval from its day on. */
export type Term = { readonly until: Day } | { readonly lasting: Interval };

/** An act of verifying a card. */
export interface Act {
  readonly on: Day;
  readonly by: string;
  /** The evidence, in one line. */
  readonly note: string | null;
  readonly term: Term | null;
  /** Days by which the verify-by date is earlier than the end of the card's interval (see spread). */
  readonly earlier: number;
  /** The hash of the code under the card's `paths`; null if it has none, or if the hash cannot be computed. */
  readonly paths: string | null;
}

export type Verification =
  | {
      readonly ok: true;
      readonly fields: ReadonlyMap<CanonicalField, Written>;
      /** The new verify-by date: the last day on which the card can be relied on. */
      readonly due: Day;
    }
  /** The reason, as a phrase, and what to do. */
  | { readonly ok: false; readonly why: string; readonly hint: string };

/** The fields that kb maintains. A change to these alone is not an edit of the card. */
export const RECORDED: readonly CanonicalField[] = [
  'verified.on',
  'verified.by',
  'verified.content',
  'verified.paths',
  'verified.note',
  'verify-by',
  'flags',
];

/** Returns the fields to write when a card is verified. Verifying resolves all its flags. */
export function verification(card: Card, names: DialectNames, act: Act): Verification {
  if (!isWritable(names, 'verified.on')) return unnamed('verified.on', 'the day of a verification');
  const due = dueOf(card, names, act);
  if (typeof due !== 'string') return due;
  const fields = new Map<CanonicalField, Written>([
    ['verified.on', act.on],
    ['verified.by', act.by],
    ['verified.content', contentHash(card, act.on, due)],
    ['verified.paths', act.paths],
    ['verified.note', act.note],
    ['flags', null],
  ]);
  if (writesDue(card, names, act)) fields.set('verify-by', due);
  return { ok: true, fields, due };
}

function dueOf(card: Card, names: DialectNames, act: Act): Day | Exclude<Verification, { ok: true }> {
  const { on, term } = act;
  if (term !== null && !isWritable(names, 'verify-by')) return unnamed('verify-by', 'a due day');
  if (term !== null && 'until' in term) {
    if (term.until >= on) return term.until;
    return {
      ok: false,
      why: `${term.until} has passed`,
      hint: '--until takes the last day the card can be relied on',
    };
  }
  const interval = term?.lasting ?? card.verifyEvery;
  if (interval === null) {
    return {
      ok: false,
      why: 'the card has no interval, so kb does not know how long a verification lasts',
      hint: '--for 90d, or --until DATE',
    };
  }
  return addDays(addInterval(on, interval), -act.earlier);
}

/** A base in another dialect may have a field for the verify-by date, and yet rely on intervals alone. */
function writesDue({ verifyBy, badDate }: Card, names: DialectNames, { term, earlier }: Act): boolean {
  if (!isWritable(names, 'verify-by')) return false;
  return names.dialect === 'kb' || verifyBy !== null || badDate || term !== null || earlier > 0;
}

function unnamed(field: CanonicalField, what: string): Exclude<Verification, { ok: true }> {
  return {
    ok: false,
    why: `the cards of this base have no field for ${what}`,
    hint: `add one in kb.config.yaml: fields: {${field}: …}`,
  };
}

/** If more cards than this are verified at once, their verify-by dates are spread. */
export const MANY = 10;

/**
 * Returns by how many days each of many cards that are verified at once is due before the end of its interval: spread over
 * the last tenth of it, so that they do not all come due on one day, and never later than the interval.
 * @param lengths length of each card's interval in days, in the order of the cards' ids
 */
export function spread(lengths: readonly number[]): number[] {
  const last = lengths.length - 1;
  if (lengths.length <= MANY) return lengths.map(() => 0);
  return lengths.map((days, place) => Math.floor((Math.floor(days / 10) * (last - place)) / last));
}

/** Returns, by path, by how many days each card is due before the end of its interval. */
export function spreading(
  cards: readonly Pick<Card, 'id' | 'path' | 'verifyEvery'>[],
  on: Day,
): Map<string, number> {
  const inOrder = [...cards].sort((a, b) => (a.id < b.id ? -1 : 1));
  const lengths = inOrder.map(({ verifyEvery }) =>
    verifyEvery ? daysBetween(on, addInterval(on, verifyEvery)) : 0,
  );
  const days = spread(lengths);
  return new Map(inOrder.map(({ path }, place) => [path, days[place] ?? 0]));
}
