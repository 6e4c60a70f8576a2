/** What verifying a card writes into it, and until when that holds. */
import type { Card } from '../card/card.js';
import type { CanonicalField } from '../card/fields.js';
import { isWritable, type Written } from '../card/write.js';
import type { DialectNames } from '../card/fields.js';
import { addDays, addInterval, daysBetween, type Day, type Interval } from '../day.js';
import { contentHash } from './verify.js';

/** Until when a verification holds, where the card's own interval does not say: exactly this day, or so long from now. */
export type Term = { readonly until: Day } | { readonly lasting: Interval };

/** Somebody says that a card is true. */
export interface Act {
  readonly on: Day;
  readonly by: string;
  /** The evidence; one line. */
  readonly note: string | null;
  readonly term: Term | null;
  /** Days by which the due day comes before the end of the card's interval (see spread). */
  readonly earlier: number;
  /** The hash of the code under the card's `paths`; null where it names none, and where nobody can tell. */
  readonly paths: string | null;
}

export type Verification =
  | {
      readonly ok: true;
      readonly fields: ReadonlyMap<CanonicalField, Written>;
      /** The last day on which the card may be relied on. */
      readonly due: Day;
    }
  /** Half a sentence about the card, and what to do. */
  | { readonly ok: false; readonly why: string; readonly hint: string };

/** The fields that kb writes of itself. A difference in these alone is a record, no edit. */
export const RECORDED: readonly CanonicalField[] = [
  'verified.on',
  'verified.by',
  'verified.content',
  'verified.paths',
  'verified.note',
  'verify-by',
  'flags',
];

/** The fields of a verified card. Flags are settled by it. */
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

/** A foreign base may have a name for the due day and yet leave it to its intervals. */
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

/** Cards verified at once, from which on their due days are spread. */
export const MANY = 10;

/**
 * By how many days each of many cards that are verified at once shall be due before the end of its interval: all together the
 * last tenth of it, so that they do not come due on one day. Never later than the interval says.
 * @param lengths days of each card's interval, in the order of the cards' ids
 */
export function spread(lengths: readonly number[]): number[] {
  const last = lengths.length - 1;
  if (lengths.length <= MANY) return lengths.map(() => 0);
  return lengths.map((days, place) => Math.floor((Math.floor(days / 10) * (last - place)) / last));
}

/** By path, the days by which each of some cards shall be due before the end of its interval. */
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
