/** How well a search answers queries, by cards that people judged to answer them. */

/** The cards that answer a query, by id, with how well: any number above 0. */
export type Judged = ReadonlyMap<string, number>;

export interface JudgedQuery {
  readonly text: string;
  /** Line of the file that it stands in, from 1. */
  readonly line: number;
  readonly judged: Judged;
}

/** Each from 0 to 1. */
export interface Measures {
  /**
   * Normalised discounted cumulated gain (Järvelin and Kekäläinen, ACM TOIS 20(4), 2002): what the shown cards are worth, each
   * divided by the logarithm of its rank, as a share of what the best order would be worth.
   */
  readonly ndcg: number;
  /** 1 over the rank of the first card that answers; 0 where none is shown. */
  readonly reciprocalRank: number;
  /** Share of the cards that answer which are shown. */
  readonly recall: number;
}

export interface EvaluatedQuery extends JudgedQuery {
  /** Ids, best first, no more than the depth. */
  readonly found: readonly string[];
  readonly measures: Measures;
}

export interface Evaluation {
  /** Hits that count. */
  readonly depth: number;
  /** The mean over the queries. */
  readonly measures: Measures;
  readonly queries: readonly EvaluatedQuery[];
}

/**
 * Measures one answer.
 * @param found ids, best first
 * @param depth looks at so many of them
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

/** The mean of each measure; 0 of nothing. */
export function mean(measures: readonly Measures[]): Measures {
  const of = (name: keyof Measures): number =>
    share(
      measures.reduce((sum, each) => sum + each[name], 0),
      measures.length,
    );
  return { ndcg: of('ndcg'), reciprocalRank: of('reciprocalRank'), recall: of('recall') };
}

/** Rank 1 counts whole, rank 2 by 1 / log2 3, and so on. */
function cumulated(gains: readonly number[]): number {
  return gains.reduce((sum, gain, at) => sum + gain / Math.log2(at + 2), 0);
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
