/** What to type instead, where a search found nothing or means something else elsewhere. Loaded when there may be such a thing. */
import { absentNotes } from '../../base/absent.js';
import { askBase } from '../../base/search/search.js';
import type { Base } from '../../base/base.js';
import type { Context } from '../../context.js';
import { KbError } from '../../errors.js';
import { loosened, translated } from '../../search/foreign-syntax.js';
import type { SearchRequest, SearchResult } from '../../search/search.js';
import { counted } from '../../text/counted.js';
import { quoted, searchCommand } from '../../text/shell.js';
import { leavingOut } from './leaving-out.js';

/** A search as it was asked. */
export interface Asked {
  readonly text: string;
  /** Words of the command line that make up the text. */
  readonly words: readonly string[];
  readonly bases: readonly Base[];
  /** Of each base. */
  readonly results: readonly SearchResult[];
  readonly requestTo: (base: Base) => SearchRequest;
}

/** A longer text was pasted, and its command would fill the screen. */
const LONGEST = 200;

/** Lines for people. */
export async function searchHints(asked: Asked, world: Context): Promise<string[]> {
  const { text, words, bases, results } = asked;
  const isFound = results.some(({ total }) => total > 0);
  const translation = text.length > LONGEST ? null : translated(text);
  const habits = translation?.habits.map((habit) => `“${habit}”`).join(', ') ?? '';
  const left = isFound ? null : leavingOut(world.argv);
  const loose = isFound ? [] : await withoutQuotes(asked, world);
  // Of a word that was read as an option, the other half is no filter.
  const absent = isFound || left ? [] : await absentFilters(asked);
  const isMistaken = translation !== null || left !== null || loose.length > 0;
  return [
    ...absent,
    ...(isFound && bases.length > 1 ? [shares(asked)] : []),
    ...(translation
      ? [`not an operator here: ${habits}; did you mean  ${again(translation.query, words, world)}`]
      : []),
    ...loose,
    ...(left ? [`to leave out ${left.words}: ${left.command}`] : []),
    ...(isFound || isMistaken ? [] : toWrite(asked)),
  ];
}

/** What flags and query filter by that no card has. */
async function absentFilters({ bases, results, requestTo }: Asked): Promise<string[]> {
  const typed = results[0]?.query.filters ?? [];
  const [base] = bases;
  return absentNotes(bases, () => [...((base && requestTo(base).filters) ?? []), ...typed]);
}

async function withoutQuotes({ text, words, bases, requestTo }: Asked, world: Context): Promise<string[]> {
  const loose = text.length > LONGEST ? null : loosened(text);
  if (loose === null) return [];
  const totals = await Promise.all(bases.map((base) => totalOf(base, { ...requestTo(base), text: loose })));
  const total = totals.reduce((sum, each) => sum + each, 0);
  return total > 0 ? [`without the quotes: ${counted(total, 'hit')}: ${again(loose, words, world)}`] : [];
}

/** How to write what plain words did not find here, however they are spelt. */
function toWrite({ text, bases, results, requestTo }: Asked): string[] {
  const [base, ...others] = bases;
  const isHere = base?.name === null && others.length === 0;
  if (!isHere || text.length > LONGEST || requestTo(base).filters?.length !== 0) return [];
  const isPlain = results.every(
    ({ query, nearest }) =>
      query.filters.length + query.phrases.length + nearest.length === 0 &&
      query.words.every(({ presence, wildcard }) => presence === 'optional' && !wildcard),
  );
  return isPlain ? [`to write it: kb new faq ${quoted(text.trim())}`] : [];
}

/** Hits of another query; none of one that cannot be. */
async function totalOf(base: Base, request: SearchRequest): Promise<number> {
  try {
    return (await askBase(base, { ...request, limit: 1, snippets: false })).total;
  } catch (error) {
    if (error instanceof KbError) return 0;
    throw error;
  }
}

/** How many hits each base has, and what to do with one. */
function shares({ bases, results }: Asked): string {
  const counts = bases.map(({ name }, at) => `${name ?? 'here'} ${results[at]?.total ?? 0}`);
  return `${counts.join(', ')}; kb show PATH reads a card from any of them`;
}

/** The command as it was typed with another query; where words and options cannot be told apart, the query alone. */
function again(query: string, words: readonly string[], { argv, options }: Context): string {
  const isClear = words.every((word) => argv.filter((each) => each === word).length === 1);
  if (!isClear || argv.includes('--')) return searchCommand(query, options.base ?? null);
  const others = argv.filter((each) => !words.includes(each));
  return ['kb', ...others, ...(query.startsWith('-') ? ['--'] : []), query].map(quoted).join(' ');
}
