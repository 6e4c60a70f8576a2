/** Hints for a search that found nothing or looks like another query language. Loaded only if there may be hints. */
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

/** A search and its results. */
export interface SearchRun {
  readonly text: string;
  /** The words of the command line that the text was made of. */
  readonly words: readonly string[];
  readonly bases: readonly Base[];
  /** One for each of the bases. */
  readonly results: readonly SearchResult[];
  readonly requestTo: (base: Base) => SearchRequest;
}

/** A longer text was probably pasted, and a command with it would fill the screen. */
const LONGEST = 200;

/** Returns lines to show to the user. */
export async function searchHints(run: SearchRun, context: Context): Promise<string[]> {
  const { text, words, bases, results } = run;
  const isFound = results.some(({ total }) => total > 0);
  const translation = text.length > LONGEST ? null : translated(text);
  const habits = translation?.habits.map((habit) => `“${habit}”`).join(', ') ?? '';
  const left = isFound ? null : leavingOut(context.argv);
  const loose = isFound ? [] : await withoutQuotes(run, context);
  // If a word was read as an option with a value, that value was not meant as a filter.
  const absent = isFound || left ? [] : await absentFilters(run);
  const isMistaken = translation !== null || left !== null || loose.length > 0;
  return [
    ...absent,
    ...(isFound && bases.length > 1 ? [shares(run)] : []),
    ...(translation
      ? [`not an operator here: ${habits}; did you mean  ${again(translation.query, words, context)}`]
      : []),
    ...loose,
    ...(left ? [`to leave out ${left.words}: ${left.command}`] : []),
    ...(isFound || isMistaken ? [] : toWrite(run)),
  ];
}

/** Values that flags or the query filter by, but no card has. */
async function absentFilters({ bases, results, requestTo }: SearchRun): Promise<string[]> {
  const typed = results[0]?.query.filters ?? [];
  const [base] = bases;
  return absentNotes(bases, () => [...((base && requestTo(base).filters) ?? []), ...typed]);
}

async function withoutQuotes(
  { text, words, bases, requestTo }: SearchRun,
  context: Context,
): Promise<string[]> {
  const loose = text.length > LONGEST ? null : loosened(text);
  if (loose === null) return [];
  const totals = await Promise.all(bases.map((base) => totalOf(base, { ...requestTo(base), text: loose })));
  const total = totals.reduce((sum, each) => sum + each, 0);
  return total > 0 ? [`without the quotes: ${counted(total, 'hit')}: ${again(loose, words, context)}`] : [];
}

/** Suggests writing the card if plain words, without filters or similar words, found nothing in the base here. */
function toWrite({ text, bases, results, requestTo }: SearchRun): string[] {
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

/** The number of hits of another query; 0 if it is invalid. */
async function totalOf(base: Base, request: SearchRequest): Promise<number> {
  try {
    return (await askBase(base, { ...request, limit: 1, snippets: false })).total;
  } catch (error) {
    if (error instanceof KbError) return 0;
    throw error;
  }
}

/** How many hits each base has, and how to read one. */
function shares({ bases, results }: SearchRun): string {
  const counts = bases.map(({ name }, at) => `${name ?? 'here'} ${results[at]?.total ?? 0}`);
  return `${counts.join(', ')}; kb show PATH reads a card from any of them`;
}

/** The command as typed, with another query; if words and options cannot be told apart, a command with just the query. */
function again(query: string, words: readonly string[], { argv, options }: Context): string {
  const isClear = words.every((word) => argv.filter((each) => each === word).length === 1);
  if (!isClear || argv.includes('--')) return searchCommand(query, options.base ?? null);
  const others = argv.filter((each) => !words.includes(each));
  return ['kb', ...others, ...(query.startsWith('-') ? ['--'] : []), query].map(quoted).join(' ');
}
