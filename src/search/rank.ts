/** From Lunr's score to the order that people see: bounded factors for coverage, trust, use and recency, all of them told. */
import type { Ranking } from '../config.js';
import { daysBetween, type Day } from '../day.js';
import type { Trust, TrustState } from '../trust/trust.js';

/** Why a hit stands where it stands: the factors whose product is its score. */
export interface Because {
  /** Lunr's score, untouched; 1 for a query without words to score. */
  readonly text: number;
  readonly coverage: number;
  readonly trust: number;
  readonly use: number;
  readonly recency: number;
}

/** How much cards are used. */
export interface Use {
  /** 1 (nobody) … 1.5 (much). */
  of(card: { readonly id: string }): number;
  /** The largest of any card. */
  readonly most: number;
}

/** What is known of one match. */
export interface Evidence {
  readonly path: string;
  readonly text: number;
  /** Share of the query that the card has (0 to 1); 1 for a query without words. */
  readonly covered: number;
  readonly trust: Trust;
  /** 1 (nobody) … 1.5 (much used). */
  readonly use: number;
}

export interface Ranked<T extends Evidence = Evidence> {
  readonly evidence: T;
  readonly score: number;
  readonly because: Because;
}

/** Days after which the factor for a fresh verification has lost half of what it adds. */
const RECENCY_HALF_LIFE = 90;
const MOST_USE = 1.5;

export interface Selection {
  /** Most matches to give; 0 = all. */
  readonly limit: number;
  /** The largest `use` of any match. */
  readonly mostUse: number;
}

/** What is known of a match before it is looked at. */
type Promising = Pick<Evidence, 'text' | 'covered'>;

/**
 * The best matches: by score, then trust, then use, then path. Trust and use are asked only of matches that can be among the
 * best: text and coverage, which are known, and the bounds of the other factors tell which.
 * @param evidenceOf looks at a match
 */
export function rank<M extends Promising, T extends Evidence>(
  matches: readonly M[],
  evidenceOf: (match: M) => T,
  today: Day,
  ranking: Ranking,
  { limit, mostUse }: Selection = { limit: 0, mostUse: MOST_USE },
): Ranked<T>[] {
  const promises = new Float64Array(matches.length);
  matches.forEach(({ text, covered }, at) => {
    promises[at] = text * covered ** ranking.coverage;
  });
  const ranked = (least: number): Ranked<T>[] =>
    matches
      .filter((_, at) => (promises[at] ?? 0) >= least)
      .map((match) => weigh(evidenceOf(match), today, ranking))
      .sort(order);
  if (limit === 0 || limit >= matches.length) return ranked(-Infinity);
  const promise = promises.slice().sort()[matches.length - limit] ?? 0;
  const first = ranked(promise);
  // A match with a smaller promise has to make up for it with the other factors.
  const most =
    Math.max(...Object.values(ranking.trust)) * Math.min(mostUse, MOST_USE) * Math.max(1, ranking.recency);
  // Where every trust weighs nothing, all scores are 0, and any match may be among the best.
  const needed = most === 0 ? 0 : (first[limit - 1]?.score ?? 0) / most;
  return (needed < promise ? ranked(needed) : first).slice(0, limit);
}

function weigh<T extends Evidence>(evidence: T, today: Day, ranking: Ranking): Ranked<T> {
  const { text, covered, trust, use } = evidence;
  const because: Because = {
    text,
    coverage: covered ** ranking.coverage,
    trust: trustFactor(trust.state, ranking.trust),
    use: Math.min(Math.max(use, 1), MOST_USE),
    recency: recencyFactor(trust.verifiedOn, today, ranking.recency),
  };
  const score = because.text * because.coverage * because.trust * because.use * because.recency;
  return { evidence, score, because };
}

/** A draft counts as unverified; what is archived is as far down as what has a successor. */
function trustFactor(state: TrustState, weights: Ranking['trust']): number {
  if (state === 'draft') return weights.unverified;
  return state === 'archived' ? weights.superseded : weights[state];
}

/** From `most` on the day of the verification down to 1; 1 too without a verification, or with one still to come. */
function recencyFactor(verifiedOn: Day | null, today: Day, most: number): number {
  if (verifiedOn === null) return 1;
  const days = daysBetween(verifiedOn, today);
  // Of a day that is none it is NaN.
  return days >= 0 ? 1 + (most - 1) * 0.5 ** (days / RECENCY_HALF_LIFE) : 1;
}

function order(a: Ranked, b: Ranked): number {
  return (
    b.score - a.score ||
    b.because.trust - a.because.trust ||
    b.because.use - a.because.use ||
    (a.evidence.path < b.evidence.path ? -1 : 1)
  );
}
