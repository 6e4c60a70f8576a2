/**
 * How well kb finds cards, compared with a stock Lunr index with flat boosts that is fed the same terms: nDCG@10 over judged
 * questions and known-item success@5 over the titles of cards. `npx tsx bench/relevance.ts [set …]`
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
import { kbFinder, measured, textsOf, type Finder, type Text } from '../test/search/judged.js';
import { mendTokenSet } from '../test/search/token-set.js';

mendTokenSet();

async function lunrFinder(texts: readonly Text[], language: string): Promise<Finder> {
  const languages = texts.map(({ text }) => detectLanguage(text));
  await prepareLanguages(languages);
  const builder = new lunr.Builder();
  builder.field('title');
  builder.field('text');
  for (const [i, { id, title, text }] of texts.entries()) {
    const own = languages[i] ?? language;
    builder.tokenizer = ((field: unknown) =>
      documentTerms(String(field), own).map((term) => new lunr.Token(term, {}))) as typeof lunr.tokenizer;
    builder.add({ id, title, text });
  }
  const index = builder.build();
  return (query) => {
    const terms = tokenize(query).flatMap((token) => queryTerms(token.text, [language]));
    const hits = index.query((clauses) => {
      for (const term of terms) clauses.term(term, { usePipeline: false });
    });
    return Promise.resolve(hits.slice(0, 10).map((hit) => hit.ref));
  };
}

/** The cards of a folder that have a title. */
function cardsOf(folder: string): readonly Text[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((name) => name.endsWith('.md'))
    .flatMap((id): Text[] => {
      const [, matter = '', text = ''] =
        /^---\n([^]*?)\n---\n([^]*)$/.exec(readFileSync(path.join(folder, id), 'utf8')) ?? [];
      const title = /^title: *"?(.*?)"?$/m.exec(matter)?.[1];
      return title ? [{ id, title, text }] : [];
    });
}

/** The share of cards whose own title finds them among the first five. */
async function knownItem(cards: readonly Text[], find: Finder): Promise<number> {
  let found = 0;
  for (const { id, title } of cards) if ((await find(title)).slice(0, 5).includes(id)) found++;
  return found / cards.length;
}

const JUDGED = [
  ['ir-cranfield', 'en'],
  ['ir-adi', 'en'],
  ['ir-xquad/en', 'en'],
  ['ir-xquad/ar', 'ar'],
  ['ir-xquad/th', 'th'],
] as const;
const CARDS = ['he', 'ar', 'th', 'pl'].map((language) => [`langs/support-${language}`, language] as const);

const wanted = process.argv.slice(2);
const runs = (set: string): boolean => (wanted.length === 0 || wanted.includes(set)) && hasCorpora(set);

function print(set: string, measure: string, kb: number | string, stock: number | string): void {
  const cell = (value: number | string): string =>
    (typeof value === 'number' ? value.toFixed(4) : value).padStart(7);
  console.log(`${set.padEnd(18)}  ${measure.padEnd(9)}  ${cell(kb)}  ${cell(stock)}`);
}

print('set', 'measure', 'kb', 'stock');
for (const [set, language] of JUDGED) {
  if (!runs(set)) continue;
  const folder = corpora(set);
  const texts = textsOf(folder);
  const kb = await measured(folder, await kbFinder(texts));
  const stock = await measured(folder, await lunrFinder(texts, language));
  print(set, 'nDCG@10', kb.ndcg, stock.ndcg);
}
for (const [set, language] of CARDS) {
  if (!runs(set)) continue;
  const cards = cardsOf(corpora(set));
  const kb = await knownItem(cards, await kbFinder(cards));
  print(set, 'success@5', kb, await knownItem(cards, await lunrFinder(cards, language)));
}
