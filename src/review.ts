/** Both sides of a branch, read and searched → what a reviewer of its cards should know. */
import type { Base } from './base.js';
import { changesOf, compare, type CardChange, type Comparison, type Side } from './diff/comparison.js';
import { FIRST, rankIn, wordsOfTitle, type Named, type SearchChange } from './diff/search.js';
import { inspect } from './inspection.js';
import type { Finding } from './lint/finding.js';
import { gate } from './lint/gate.js';
import { lint } from './lint/lint.js';
import { leadsIn } from './lint/targets.js';
import { search } from './search/search.js';
import { contentHash } from './trust/verify.js';

/** Cards whose titles are searched for; a change of more is no review any more. */
const MOST_SEARCHED = 50;
/** Untouched cards near a touched one that are looked after as well. */
const MOST_BYSTANDERS = 50;
const NEAR = 3;

/** What the work tree does to the cards, compared with the commit where the branch began. */
export async function reviewOf(start: Base, now: Base): Promise<Comparison> {
  const [before, after] = await Promise.all([sideOf(start), sideOf(now)]);
  const verdict = gate(
    { cards: before.scope.cards, findings: before.findings, leads: leadsIn(before.scope) },
    { cards: after.scope.cards, findings: after.findings },
    now.config.rules,
  );
  const changes = changesOf(before, after, verdict);
  return compare(before, after, verdict, changes, await searchChanges(start, now, before, changes));
}

async function sideOf(base: Base): Promise<Side & { readonly findings: readonly Finding[] }> {
  const { scope, extra } = await inspect(base);
  const { cards } = await base.cards();
  const textOf = (body: string): string => contentHash({ writtenTitle: null, body }, null, null);
  return {
    scope,
    texts: new Map(cards.map(({ path, body }) => [path, textOf(body)])),
    findings: lint(scope, { since: true, extra }).findings,
  };
}

/** How the cards whose words have changed are found by their titles, and the untouched ones beside them. */
async function searchChanges(
  start: Base,
  now: Base,
  before: Side,
  changes: readonly CardChange[],
): Promise<SearchChange[]> {
  const isTouched = new Set(changes.filter(({ kind }) => kind !== 'affected').map(({ path }) => path));
  const found: SearchChange[] = [];
  const near = new Map<string, Named>();
  const look = async (
    { path, title }: Named,
    typed: string,
    from: string | null,
  ): Promise<readonly Named[]> => {
    const words = wordsOfTitle(typed);
    if (words === '') return [];
    const answers = await answersOf(now, words);
    const old = from === null ? null : rankIn(await answersOf(start, words), from);
    const bystander = !isTouched.has(path);
    found.push({ path, title, typed, bystander, before: old, after: rankIn(answers, path) });
    return answers;
  };
  for (const change of changes.filter(isFoundOtherwise).slice(0, MOST_SEARCHED)) {
    const { kind, path, from, title, before: old } = change;
    const oldTitle = old?.card.title;
    const isKept = oldTitle === title && kind !== 'removed';
    const answers = await look(change, title, isKept ? (from ?? path) : null);
    // Readers go on typing the title that they know.
    if (oldTitle !== undefined && oldTitle !== title) await look(change, oldTitle, from ?? path);
    if (kind === 'removed') continue;
    for (const each of answers.slice(0, NEAR)) if (!isTouched.has(each.path)) near.set(each.path, each);
  }
  for (const each of [...near.values()].slice(0, MOST_BYSTANDERS)) {
    const old = before.scope.byPath.get(each.path);
    if (old?.card.title === each.title) await look(each, each.title, each.path);
  }
  return found;
}

function isFoundOtherwise({ kind, text, fields }: CardChange): boolean {
  if (kind === 'affected') return false;
  return kind === 'added' || kind === 'removed' || text || fields.some(({ field }) => FOUND_BY.has(field));
}

/** Fields whose words are searched. */
const FOUND_BY: ReadonlySet<string> = new Set([
  'title',
  'tags',
  'keywords',
  'aliases',
  'status',
  'superseded-by',
]);

async function answersOf(base: Base, words: string): Promise<readonly Named[]> {
  const { config, today } = base;
  const { hits } = await search(
    { text: words, limit: FIRST },
    {
      engine: await base.engine(),
      rows: await base.catalog(),
      text: base.text,
      document: base.document,
      today,
      warn: config.warn,
      ranking: config.ranking,
      languages: config.languages,
    },
  );
  return hits.map(({ row: { path, title } }) => ({ path, title }));
}
