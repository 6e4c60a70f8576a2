/** Ranks matches: Lunr's score times bounded factors for coverage, trust, use and recency, which `--explain` shows. */
import type { Ranking } from '../config.js';
import { daysBetween, type Day } from '../day.js';
import type { Trust, TrustState } from '../trust/trust.js';

/** Why a hit has its rank: the factors whose product is its score. */
export interface Because {
  /** Lunr's score, untouched; 1 for a query without words to score. */
  readonly text: number;
  readonly coverage: number;
  readonly trust: number;
  readonly use: number;
  readonly recency: number;
}

/** The use factor of cards. */
export interface Use {
  /** From 1 (unused) to 1.5 (used a lot). */
  of(card: { readonly id: string }): number;
  /** The largest factor of any card. */
  readonly most: number;
}

/** What is known of one match. */
export interface Evidence {
  readonly path: string;
  readonly text: number;
  /** Share of the query that the card has (0 to 1); 1 for a query without words. */
  readonly covered: number;
  readonly trust: Trust;
  /** From 1 (unused) to 1.5 (used a lot). */
  readonly use: number;
}

export interface Ranked<T extends Evidence = Evidence> {
  readonly evidence: T;
  readonly score: number;
  readonly because: Because;
}

/** Days after which the bonus for a recent verification has halved. */
const RECENCY_HALF_LIFE = 90;
const MOST_USE = 1.5;

export interface Selection {
  /** Most matches to return; 0 = all. */
  readonly limit: number;
  /** An upper bound for the `use` of every match. */
  readonly mostUse: number;
}

/** What is known of a match before its row is read. */
type PartialEvidence = Pick<Evidence, 'text' | 'covered'>;

/**
 * Returns the best matches by score, then trust, then use, then path. Trust and use are looked up only for matches that can
 * be among the best, given their text score and coverage and the bounds of the other factors.
 * @param evidenceOf looks up the rest of a match
 */
export function rank<M extends PartialEvidence, T extends Evidence>(
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
  // A match with a smaller promise can get in only if the other factors make up for it.
  const most =
    Math.max(...Object.values(ranking.trust)) * Math.min(mostUse, MOST_USE) * Math.max(1, ranking.recency);
  // If all trust weights are 0, all scores are 0 and any match may be among the best.
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

/** Drafts count as unverified, archived cards as superseded. */
function trustFactor(state: TrustState, weights: Ranking['trust']): number {
  if (state === 'draft') return weights.unverified;
  return state === 'archived' ? weights.superseded : weights[state];
}

/** Returns `most` on the day of the verification, declining to 1; 1 without a verification or with one in the future. */
function recencyFactor(verifiedOn: Day | null, today: Day, most: number): number {
  if (verifiedOn === null) return 1;
  const days = daysBetween(verifiedOn, today);
  // NaN, for an invalid date, compares as false.
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
