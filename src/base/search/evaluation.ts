/** Runs judged queries against a base, and measures the answers. */
import type { Progress } from '../../progress.js';
import {
  mean,
  measure,
  type EvaluatedQuery,
  type Evaluation,
  type JudgedQuery,
} from '../../search/evaluate.js';
import { askBase } from './search.js';
import type { Base } from '../base.js';

/** Measures the first `depth` hits of each query. Ignores usage: the hits depend only on the cards, the config and the day. */
export async function evaluate(
  base: Base,
  judged: readonly JudgedQuery[],
  depth: number,
  progress: Progress,
): Promise<Evaluation> {
  const queries: EvaluatedQuery[] = [];
  for (const query of judged) {
    const { hits } = await askBase(base, { text: query.text, limit: depth });
    const found = hits.map(({ row }) => row.id);
    queries.push({ ...query, found, measures: measure(found, query.judged, depth) });
    progress(queries.length, judged.length);
  }
  return { depth, measures: mean(queries.map(({ measures }) => measures)), queries };
}
