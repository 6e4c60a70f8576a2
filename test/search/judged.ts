/** How well a search finds: judged questions over texts, asked of `search` as kb sets it up by default. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { CardId } from '../../src/card/card.js';
import type { CatalogRow } from '../../src/catalog/catalog.js';
import { defaultConfig } from '../../src/config.js';
import type { Day } from '../../src/day.js';
import { ENGINES } from '../../src/search/engines/index.js';
import { detectLanguage } from '../../src/search/language.js';
import { search } from '../../src/search/search.js';

export interface Text {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** Ids of the first ten texts for a question, best first. */
export type Finder = (question: string) => Promise<readonly string[]>;

const lines = (file: string): string[] => readFileSync(file, 'utf8').split('\n').filter(Boolean);
const records = <T>(file: string): T[] => lines(file).map((line) => JSON.parse(line) as T);

/** The texts of a judged set. */
export function textsOf(folder: string): readonly Text[] {
  return records<Text>(path.join(folder, 'docs.jsonl'));
}

/** A finder over texts as if each were a card that was verified long ago: nothing but the words tells them apart. */
export async function kbFinder(texts: readonly Text[]): Promise<Finder> {
  const { ranking, warn } = defaultConfig();
  const rows = texts.map(({ id, title, text }): CatalogRow => {
    const language = detectLanguage(`${title}\n${text}`);
    return { ...ROW, path: id, id: id as CardId, title, language };
  });
  const engine = await ENGINES.lunr(ranking.boosts);
  const put = texts.map(({ text }, i) => {
    const { path, title, language } = rows[i] ?? ROW;
    return { path, title, tags: [], headings: [], body: text, language };
  });
  await engine.apply({ put, removed: [] });
  const none = () => Promise.resolve(null);
  const deps = { engine, rows, text: none, document: none, today: '2026-11-21' as Day, warn, ranking };
  return async (question) => {
    const { hits } = await search({ text: literal(question), limit: 10 }, deps);
    return hits.map(({ row }) => row.path);
  };
}

const ROW: CatalogRow = {
  path: '',
  id: '' as CardId,
  title: '',
  tags: [],
  kind: null,
  audience: 'internal',
  language: 'en',
  aliases: [],
  unreadable: null,
  facts: {
    status: 'active',
    supersededBy: null,
    unreadable: false,
    badDate: false,
    flags: 0,
    owner: ['@ana'],
    verifiedOn: '2020-01-01' as Day,
    verifiedBy: '@ana',
    verifyBy: '2030-01-01' as Day,
    recorded: true,
    edited: false,
    codeChanged: false,
  },
};

/** A question without what the query language reads: quotes, signs, wildcards, keys. */
function literal(question: string): string {
  return question.replace(/["“”„*:]/g, ' ').replace(/(^|\s)[+-]+/g, '$1');
}

/**
 * nDCG@10: mean over the questions of the discounted gain of the first ten texts, relative to the best order (0 to 1).
 * @param every asks only one question in so many: the first of each run
 */
export async function ndcg(folder: string, find: Finder, every = 1): Promise<number> {
  const judged = new Map<string, Set<string>>();
  for (const line of lines(path.join(folder, 'qrels.tsv')).slice(1)) {
    const [question = '', text = '', score] = line.split('\t');
    if (Number(score) > 0) judged.set(question, (judged.get(question) ?? new Set<string>()).add(text));
  }
  const asked = records<{ id: string; text: string }>(path.join(folder, 'queries.jsonl'))
    .filter(({ id }) => judged.has(id))
    .filter((_, i) => i % every === 0);
  let sum = 0;
  for (const { id, text } of asked) {
    const right = judged.get(id) ?? new Set<string>();
    const gain = (await find(text)).map((found, rank) => (right.has(found) ? discount(rank) : 0));
    const best = Array.from({ length: Math.min(10, right.size) }, (_, rank) => discount(rank));
    sum += total(gain) / total(best);
  }
  return sum / asked.length;
}

const discount = (rank: number): number => 1 / Math.log2(rank + 2);
const total = (gains: readonly number[]): number => gains.reduce((sum, gain) => sum + gain, 0);
