/**
 * How well the language module finds: a stock Lunr index, flat boosts, fed with our terms; nDCG@10 over judged questions
 * and known-item success@5 over the titles of cards. `npx tsx bench/relevance.ts [set …]`
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import lunr from 'lunr';
import {
  detectLanguage,
  documentTerms,
  prepareLanguages,
  queryTerms,
  tokenize,
} from '../src/search/language.js';
import { corpora, hasCorpora } from '../test/corpora.js';

interface Doc {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}
type Search = (query: string) => string[];

/** Lunr joins the labels and ids of a node without a separator, so digits collide and terms get lost: mend that one method. */
interface Node {
  readonly final: boolean;
  readonly edges: Record<string, { readonly id: number }>;
}
lunr.TokenSet.prototype.toString = function (this: unknown): string {
  const { final, edges } = this as Node;
  return JSON.stringify([
    final,
    ...Object.keys(edges)
      .sort()
      .map((label) => [label, edges[label]?.id]),
  ]);
};

async function indexOf(docs: readonly Doc[], language: string): Promise<Search> {
  const languages = docs.map(({ text }) => detectLanguage(text));
  await prepareLanguages(languages);
  const builder = new lunr.Builder();
  builder.field('title');
  builder.field('text');
  for (const [i, { id, title, text }] of docs.entries()) {
    const own = languages[i] ?? language;
    builder.tokenizer = ((field: unknown) =>
      documentTerms(String(field), own).map((term) => new lunr.Token(term, {}))) as typeof lunr.tokenizer;
    builder.add({ id, title, text });
  }
  const index = builder.build();
  return (query) => {
    const terms = tokenize(query).flatMap((token) => queryTerms(token.text, [language]));
    return index
      .query((clauses) => {
        for (const term of terms) clauses.term(term, { usePipeline: false });
      })
      .map((hit) => hit.ref);
  };
}

const lines = (file: string): string[] => readFileSync(file, 'utf8').split('\n').filter(Boolean);
const records = <T>(file: string): T[] => lines(file).map((line) => JSON.parse(line) as T);

/** Mean over the questions of the discounted gain in the first ten hits, relative to the best order. */
async function ndcg(folder: string, language: string): Promise<number> {
  const search = await indexOf(records<Doc>(path.join(folder, 'docs.jsonl')), language);
  const judged = new Map<string, Set<string>>();
  for (const line of lines(path.join(folder, 'qrels.tsv')).slice(1)) {
    const [query = '', doc = '', score] = line.split('\t');
    if (Number(score) > 0) judged.set(query, (judged.get(query) ?? new Set<string>()).add(doc));
  }
  const discount = (rank: number): number => 1 / Math.log2(rank + 2);
  let sum = 0;
  for (const { id, text } of records<{ id: string; text: string }>(path.join(folder, 'queries.jsonl'))) {
    const right = judged.get(id) ?? new Set<string>();
    let gain = 0;
    let best = 0;
    search(text)
      .slice(0, 10)
      .forEach((hit, rank) => (gain += right.has(hit) ? discount(rank) : 0));
    for (let rank = 0; rank < Math.min(10, right.size); rank++) best += discount(rank);
    sum += best > 0 ? gain / best : 0;
  }
  return sum / judged.size;
}

/** Share of the cards whose title finds them among the first five. */
async function knownItem(folder: string, language: string): Promise<number> {
  const cards = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.md'),
  );
  const docs = cards.flatMap((id): Doc[] => {
    const [, matter = '', text = ''] =
      /^---\n([^]*?)\n---\n([^]*)$/.exec(readFileSync(path.join(folder, id), 'utf8')) ?? [];
    const title = /^title: *"?(.*?)"?$/m.exec(matter)?.[1];
    return title ? [{ id, title, text }] : [];
  });
  const search = await indexOf(docs, language);
  const found = docs.filter(({ id, title }) => search(title).slice(0, 5).includes(id));
  return found.length / docs.length;
}

const SETS: readonly (readonly [set: string, language: string, measure: typeof ndcg, goal: number])[] = [
  ['ir-cranfield', 'en', ndcg, 0.41],
  ['ir-adi', 'en', ndcg, 0.5],
  ['ir-xquad/en', 'en', ndcg, 0.97],
  ['ir-xquad/ar', 'ar', ndcg, 0.91],
  ['ir-xquad/th', 'th', ndcg, 0.96],
  ['langs/support-he', 'he', knownItem, 0.9],
  ['langs/support-ar', 'ar', knownItem, 0.9],
  ['langs/support-th', 'th', knownItem, 0.9],
  ['langs/support-pl', 'pl', knownItem, 0.9],
];

const wanted = process.argv.slice(2);
console.log(`${'set'.padEnd(18)}  measure       value   goal`);
for (const [set, language, measure, goal] of SETS) {
  if ((wanted.length > 0 && !wanted.includes(set)) || !hasCorpora(set)) continue;
  const value = await measure(corpora(set), language);
  const name = measure === ndcg ? 'nDCG@10' : 'success@5';
  console.log(
    `${set.padEnd(18)}  ${name.padEnd(10)}  ${value.toFixed(4).padStart(7)}  ${goal.toFixed(2).padStart(5)}`,
  );
}
