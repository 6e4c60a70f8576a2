/** Measures search quality against judgments: which cards people consider right for each query. */

/** The relevant cards for a query, by id, each with its gain: any number above 0. */
export type Judged = ReadonlyMap<string, number>;

export interface JudgedQuery {
  readonly text: string;
  /** Its line in the file of judgments, from 1. */
  readonly line: number;
  readonly judged: Judged;
}

/** Each from 0 to 1. */
export interface Measures {
  /**
   * Normalized discounted cumulative gain (Järvelin and Kekäläinen, ACM TOIS 20(4), 2002): the sum of the gains, each
   * divided by the logarithm of its rank, as a share of that sum for the best possible order.
   */
  readonly ndcg: number;
  /** 1 / rank of the first relevant card; 0 if none was found. */
  readonly reciprocalRank: number;
  /** Share of the relevant cards that were found. */
  readonly recall: number;
}

export interface EvaluatedQuery extends JudgedQuery {
  /** Ids, best first, at most `depth`. */
  readonly found: readonly string[];
  readonly measures: Measures;
}

export interface Evaluation {
  /** How many hits of each query count. */
  readonly depth: number;
  /** Mean over the queries. */
  readonly measures: Measures;
  readonly queries: readonly EvaluatedQuery[];
}

/**
 * Measures the result of one query.
 * @param found ids, best first
 * @param depth how many of them count
 */
export function measure(found: readonly string[], judged: Judged, depth: number): Measures {
  const shown = found.slice(0, depth);
  const gains = shown.map((id) => judged.get(id) ?? 0);
  const best = [...judged.values()].sort((a, b) => b - a).slice(0, depth);
  const first = gains.findIndex((gain) => gain > 0);
  return {
    ndcg: share(cumulated(gains), cumulated(best)),
    reciprocalRank: first < 0 ? 0 : 1 / (first + 1),
    recall: share(gains.filter((gain) => gain > 0).length, judged.size),
  };
}

/** Returns the mean of each measure; 0 if there are none. */
export function mean(measures: readonly Measures[]): Measures {
  const of = (name: keyof Measures): number =>
    share(
      measures.reduce((sum, each) => sum + each[name], 0),
      measures.length,
    );
  return { ndcg: of('ndcg'), reciprocalRank: of('reciprocalRank'), recall: of('recall') };
}

/** Returns the discounted sum: the gain at rank 1 counts fully, at rank 2 by 1 / log2 3, and so on. */
function cumulated(gains: readonly number[]): number {
  return gains.reduce((sum, gain, at) => sum + gain / Math.log2(at + 2), 0);
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
