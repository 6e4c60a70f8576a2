/** `kb eval`: how well search answers judged queries, and the worst queries with the ranks of their cards. */
import type { CloneState } from '../repo/repo.js';
import type { EvaluatedQuery, Evaluation } from '../search/evaluate.js';
import { baseJson, document } from './json.js';
import { printed, type Style } from './style.js';
import { formatTable, type Cell, type Column } from './table.js';

const COLUMNS: readonly Column[] = [
  { align: 'right' },
  { shrinkTo: 12 },
  { shrinkTo: 16 },
  { shrinkTo: 8, keep: 'end', spare: 1 },
];

/** Returns the queries that could be answered better, worst first. */
export function worstOf({ queries }: Evaluation): EvaluatedQuery[] {
  return queries
    .filter(({ measures }) => measures.ndcg < 1)
    .sort((a, b) => a.measures.ndcg - b.measures.ndcg || a.line - b.line);
}

/** @param shown the queries to show @param file name of the file with the queries, as the user wrote it */
export function formatEvaluation(
  { depth, measures }: Evaluation,
  shown: readonly EvaluatedQuery[],
  file: string,
  style: Style,
): string {
  const { paint, isTerminal } = style;
  const facts = [
    [`nDCG@${depth}`, measures.ndcg],
    ['MRR', measures.reciprocalRank],
    [`recall@${depth}`, measures.recall],
  ] as const;
  const means = facts.map(([name, value]): Cell[] => [
    { text: name },
    { text: figure(value), paint: paint.bold },
  ]);
  const worst = shown.map((query): Cell[] => [
    { text: figure(query.measures.ndcg), paint: paint.yellow },
    { text: query.text, paint: paint.bold },
    { text: placesOf(query, depth) },
    { text: `${file}:${query.line}`, paint: paint.dim },
  ]);
  const gap = isTerminal && worst.length > 0 ? [''] : [];
  const lines = [...formatTable(means, [{}, { align: 'right' }], style), ...gap];
  return printed([...lines, ...formatTable(worst, COLUMNS, style)], style);
}

/** `kb eval --json`: all queries, in the order of the file. */
export function evaluationJson(
  { depth, measures, queries }: Evaluation,
  file: string,
  base: CloneState | null,
): string {
  return document({
    base: baseJson(base),
    file,
    depth,
    ...rounded(measures),
    queries: queries.map(({ text, line, found, judged, measures }) => ({
      query: text,
      line,
      ...rounded(measures),
      found,
      judged: [...judged].map(([id, grade]) => ({ id, grade, rank: rankOf(id, found) })),
    })),
  });
}

/** Three digits: people judge too few queries for a fourth one to mean anything. */
const figure = (value: number): string => value.toFixed(3);

function rounded({ ndcg, reciprocalRank, recall }: Evaluation['measures']) {
  const six = (value: number): number => Number(value.toFixed(6));
  return { ndcg: six(ndcg), reciprocalRank: six(reciprocalRank), recall: six(recall) };
}

/** `refund-policy 3, gift-cards beyond 10`: cards with their ranks, the highest grade first. */
function placesOf({ judged, found }: EvaluatedQuery, depth: number): string {
  return [...judged]
    .sort(([, a], [, b]) => b - a)
    .map(([id]) => `${id} ${rankOf(id, found) ?? `beyond ${depth}`}`)
    .join(', ');
}

function rankOf(id: string, found: readonly string[]): number | null {
  const at = found.indexOf(id);
  return at < 0 ? null : at + 1;
}
