/** How well a search finds texts for judged questions, with kb's default settings. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { CardId } from '../../src/card/card.js';
import { encodeRow, type KeptRow } from '../../src/catalog/kept-row.js';
import { defaultConfig } from '../../src/config.js';
import type { Day } from '../../src/day.js';
import { mean, measure, type Measures } from '../../src/search/evaluate.js';
import { detectLanguage } from '../../src/search/language.js';
import { search } from '../../src/search/search.js';
import { openEngine } from './open-engine.js';

export interface Text {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** Returns the ids of the first ten texts for a question, best first. */
export type Finder = (question: string) => Promise<readonly string[]>;

const lines = (file: string): string[] => readFileSync(file, 'utf8').split('\n').filter(Boolean);
const records = <T>(file: string): T[] => lines(file).map((line) => JSON.parse(line) as T);

/** The texts of a judged set. */
export function textsOf(folder: string): readonly Text[] {
  return records<Text>(path.join(folder, 'docs.jsonl'));
}

/** A finder that treats each text as a card verified long ago, so that only words make a difference. */
export async function kbFinder(texts: readonly Text[], ranking = defaultConfig().ranking): Promise<Finder> {
  const documents = texts.map(({ id, title, text }) => {
    const language = detectLanguage(`${title}\n${text}`);
    const stored = encodeRow({ ...ROW, path: id, id: id as CardId, title, language });
    return { path: id, title, tags: [], headings: [], body: text, language, stored };
  });
  const engine = await openEngine(documents, ranking.boosts);
  const none = () => Promise.resolve(null);
  const deps = { engine, text: none, today: '2026-11-21' as Day, warn: defaultConfig().warn, ranking };
  return async (question) => {
    const { hits } = await search({ text: literal(question), limit: DEPTH }, deps);
    return hits.map(({ row }) => row.path);
  };
}

const DEPTH = 10;

const ROW: KeptRow = {
  path: '',
  id: '' as CardId,
  title: '',
  tags: [],
  keywords: [],
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

/** A question without query syntax: quotes, signs, wildcards, keys. */
function literal(question: string): string {
  return question.replace(/["“”„*:]/g, ' ').replace(/(^|\s)[+-]+/g, '$1');
}

/**
 * The measures of the first ten texts, averaged over the questions. Relevance is binary.
 * @param every asks only every nth question
 */
export async function measured(folder: string, find: Finder, every = 1): Promise<Measures> {
  const judged = new Map<string, Map<string, number>>();
  for (const line of lines(path.join(folder, 'qrels.tsv')).slice(1)) {
    const [question = '', text = '', score] = line.split('\t');
    const texts = judged.get(question) ?? new Map<string, number>();
    if (Number(score) > 0) judged.set(question, texts.set(text, 1));
  }
  const asked = records<{ id: string; text: string }>(path.join(folder, 'queries.jsonl'))
    .filter(({ id }) => judged.has(id))
    .filter((_, i) => i % every === 0);
  const measures: Measures[] = [];
  for (const { id, text } of asked) {
    measures.push(measure(await find(text), judged.get(id) ?? new Map<string, number>(), DEPTH));
  }
  return mean(measures);
}
