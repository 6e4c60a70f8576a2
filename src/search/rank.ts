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

/**
 * The best matches: by score, then trust, then use, then path. Since the factors are bounded, trust and use are asked only of
 * matches that can still be among the best: text and coverage decide that.
 */
export function rank<T extends Evidence>(
  matches: readonly T[],
  today: Day,
  ranking: Ranking,
  { limit, mostUse }: Selection = { limit: 0, mostUse: MOST_USE },
): Ranked<T>[] {
  const all = limit === 0 ? matches.length : limit;
  const promises = Float64Array.from(matches, ({ text, covered }) => text * covered ** ranking.coverage);
  const sorted = promises.slice().sort();
  const most =
    Math.max(...Object.values(ranking.trust)) * Math.min(mostUse, MOST_USE) * Math.max(1, ranking.recency);
  for (let looked = all; ; looked *= 4) {
    const least = sorted[matches.length - looked] ?? -Infinity;
    const ranked = matches
      .filter((_, i) => (promises[i] ?? 0) >= least)
      .map((match) => weigh(match, today, ranking))
      .sort(order);
    const last = ranked[all - 1];
    if (looked >= matches.length || (last && last.score > least * most)) return ranked.slice(0, all);
  }
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
  if (verifiedOn === null || verifiedOn > today) return 1;
  return 1 + (most - 1) * 0.5 ** (daysBetween(verifiedOn, today) / RECENCY_HALF_LIFE);
}

function order(a: Ranked, b: Ranked): number {
  return (
    b.score - a.score ||
    b.because.trust - a.because.trust ||
    b.because.use - a.because.use ||
    (a.evidence.path < b.evidence.path ? -1 : 1)
  );
}
