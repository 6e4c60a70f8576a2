/** Parses what people type into words, phrases and filters. Anything else is literal text; Lunr's own parser is not used. */
import { hintFor, isFilterKey, parseFilter, type Filter } from '../catalog/filter.js';
import { KbError } from '../errors.js';
import { chunks, type Chunk } from './chunks.js';
import type { Clause } from './engine.js';
import { SEARCH_FIELDS, type SearchField } from './field.js';
import { tokenize, type Token } from './language.js';
import { wordsOf } from './units.js';
import { fold } from '../text/fold.js';

/** Limits of one query. What exceeds them is left out and reported in Query.dropped. */
export const QUERY_CAPS = {
  /** UTF-16 units of the query that are read. */
  text: 16_384,
  words: 64,
  /** UTF-16 units of a word. */
  term: 64,
  /** Words with a `*`. */
  wildcardWords: 8,
  /** `*` in one word; a word with more is literal text. */
  wildcards: 2,
  /** Phrases are costly: they are checked in the texts of cards. */
  phrases: 8,
  /** More are an error, because a query that ignores a filter would find what it excludes. */
  filters: 32,
} as const;

/** One word to search for. */
export interface QueryWord {
  /** Folded, unstemmed; contains `*` if `wildcard` is set. */
  readonly text: string;
  readonly presence: Clause['presence'];
  readonly wildcard: boolean;
  /** For a compound (`node.js`), the query's words that it consists of; a card with the compound has them. Otherwise empty. */
  readonly parts: readonly QueryWord[];
  /** A contraction such as `won't`, typed without a sign. Like other auxiliaries, it says little about a card. */
  readonly contraction?: true;
}

/**
 * What is left of an auxiliary with `n't`, and the contractions typed without the apostrophe. The tokenizer drops the `'t`,
 * and a stop word (`can't`) needs no entry.
 */
const BEFORE_T =
  /^(?:won|don|doesn|didn|isn|aren|wasn|weren|hasn|haven|hadn|couldn|wouldn|shouldn|mustn|needn|ain|shan)$/;
const WITHOUT_APOSTROPHE =
  /^(?:wont|cant|dont|doesnt|didnt|isnt|arent|wasnt|werent|hasnt|havent|hadnt|couldnt|wouldnt|shouldnt|mustnt)$/;

/** Words that a card must, or must not, contain one after another. */
export interface QueryPhrase {
  readonly text: string;
  readonly presence: 'required' | 'prohibited';
}

export interface Query {
  /** As typed. */
  readonly text: string;
  readonly words: readonly QueryWord[];
  readonly phrases: readonly QueryPhrase[];
  /** The fields in which words and phrases are searched (`in:`); null = all. */
  readonly fields: readonly SearchField[] | null;
  readonly filters: readonly Filter[];
  /** What was left out because of the caps, as short phrases. */
  readonly dropped: readonly string[];
}

/** The query of a search that only has filters from flags. */
export const NO_QUERY: Query = { text: '', words: [], phrases: [], fields: null, filters: [], dropped: [] };

/**
 * Parses the query language: `word +word -word "phrase" word* key:value in:field`.
 * @throws KbError (usage) if there is nothing to search for, or a filter has an invalid value
 */
export function parseQuery(text: string): Query {
  const query = new Reading(text).query();
  if (query.words.length + query.phrases.length + query.filters.length > 0) return query;
  const found =
    text.trim() === '' ? 'an empty query' : `“${text.trim().slice(0, 40)}”, which contains no word`;
  throw new KbError(
    'usage',
    `a search needs at least one word or filter; found ${found}`,
    'kb search refund   kb search is:stale owner:@ana   kb list (all cards)',
  );
}

class Reading {
  private readonly words: QueryWord[] = [];
  private readonly phrases: QueryPhrase[] = [];
  /** Phrases that are in the query already. */
  private readonly seen = new Set<string>();
  private readonly filters: Filter[] = [];
  private readonly within = new Set<SearchField>();
  private readonly without = new Set<SearchField>();
  private readonly dropped = new Set<string>();
  private readonly source: string;
  private wildcardWords = 0;
  private room: number = QUERY_CAPS.words;

  constructor(private readonly text: string) {
    this.source = text.slice(0, QUERY_CAPS.text);
    if (this.source.length < text.length) this.dropped.add(`everything after ${QUERY_CAPS.text} characters`);
  }

  query(): Query {
    for (const chunk of chunks(this.source)) this.take(chunk);
    if (this.filters.length > QUERY_CAPS.filters) {
      const found = `a query takes ${QUERY_CAPS.filters} filters; found ${this.filters.length}`;
      throw new KbError('usage', found, 'quote what you mean as text: "tag:refunds"');
    }
    const included = this.within.size > 0 ? [...this.within] : [...SEARCH_FIELDS];
    const fields = included.filter((field) => !this.without.has(field));
    const { text, words, phrases, filters } = this;
    const anywhere = this.within.size + this.without.size === 0;
    return { text, words, phrases, filters, fields: anywhere ? null : fields, dropped: [...this.dropped] };
  }

  private take({ sign, key, quoted, text }: Chunk): void {
    if (key === 'in') (sign === '-' ? this.without : this.within).add(fieldOf(text));
    else if (isFilterKey(key)) this.filters.push(parseFilter(key, text, sign === '-'));
    else if (quoted) this.phrase(text, sign === '-' ? 'prohibited' : 'required');
    else if (!this.wildcard(sign, text)) this.plain(sign, text);
  }

  private phrase(text: string, presence: QueryPhrase['presence']): void {
    const key = `${presence} ${fold(text.trim())}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    if (this.phrases.length === QUERY_CAPS.phrases) {
      this.dropped.add(`phrases after the ${QUERY_CAPS.phrases}th`);
      return;
    }
    const last = this.fitting(wordsOf(tokenize(text)).units).at(-1);
    if (last) this.phrases.push({ text: text.slice(0, last.to).trim(), presence });
  }

  /** Adds a word with `*`. Returns false if the text is not one, or exceeds a cap; then it is literal. */
  private wildcard(sign: string, text: string): boolean {
    const pieces = text.split('*');
    if (pieces.length < 2 || pieces.length > QUERY_CAPS.wildcards + 1) return false;
    const folded = pieces.map(wordOf);
    const term = folded.join('*');
    if (folded.includes(undefined) || /^\**$/.test(term)) return false;
    if (this.wildcardWords === QUERY_CAPS.wildcardWords) {
      this.dropped.add(`the * in words after the ${QUERY_CAPS.wildcardWords}th that has one`);
      return false;
    }
    if (this.room === 0 || term.length > QUERY_CAPS.term) return false;
    this.room--;
    this.wildcardWords++;
    this.words.push({ text: term, presence: presenceOf(sign), wildcard: true, parts: [] });
    return true;
  }

  private plain(sign: string, text: string): void {
    const { units, compounds } = wordsOf(tokenize(text));
    // `-a:b` excludes the two only together.
    if (sign === '-' && units.length > 1) {
      this.phrase(text, 'prohibited');
      return;
    }
    const fitting = this.fitting(units);
    const words = wordsWithCompounds(fitting, compounds, presenceOf(sign));
    const isContraction = sign === '' && compounds.length === 0;
    this.words.push(
      ...words.map((word, i) => {
        const after = text.slice(fitting[i]?.to);
        return isContraction && contracts(word.text, after) ? { ...word, contraction: true as const } : word;
      }),
    );
  }

  /** Returns the words for which the query has room. */
  private fitting<T extends Token>(units: readonly T[]): readonly T[] {
    const taken = units.slice(0, this.room);
    this.room -= taken.length;
    if (taken.length < units.length) this.dropped.add(`words after the ${QUERY_CAPS.words}th`);
    if (taken.some(({ from, to }) => to - from > QUERY_CAPS.term)) {
      this.dropped.add(`the rest of words longer than ${QUERY_CAPS.term} characters`);
    }
    return taken;
  }
}

/** Returns the words of a text as query words, followed by the compounds that they make up, which are optional. */
export function wordsWithCompounds(
  units: readonly Token[],
  compounds: readonly Token[],
  presence: Clause['presence'],
): QueryWord[] {
  const words = units.map(({ text }): QueryWord => ({ text, presence, wildcard: false, parts: [] }));
  const wholes = compounds.flatMap(({ text, from, to }): QueryWord[] => {
    const parts = words.filter((_, i) => {
      const unit = units[i];
      return unit !== undefined && unit.from >= from && unit.to <= to;
    });
    const cut = (units.at(-1)?.to ?? 0) < to;
    return cut ? [] : [{ text, presence: 'optional', wildcard: false, parts }];
  });
  return [...words, ...wholes];
}

/** Whether a word and the text after it are a negated auxiliary. */
function contracts(word: string, after: string): boolean {
  return (
    WITHOUT_APOSTROPHE.test(word) || (BEFORE_T.test(word) && /^['’]t(?![\p{L}\p{N}\p{M}])/iu.test(after))
  );
}

/** Returns the folded word if the text is a single word; '' if it is empty, undefined if it is anything else. */
function wordOf(text: string): string | undefined {
  if (text === '') return '';
  return tokenize(text).find(({ from, to }) => from === 0 && to === text.length)?.text;
}

function presenceOf(sign: string): Clause['presence'] {
  if (sign === '+') return 'required';
  return sign === '-' ? 'prohibited' : 'optional';
}

function fieldOf(text: string): SearchField {
  const name = text.toLowerCase();
  const field = SEARCH_FIELDS.find((known) => known === name || known === `${name}s`);
  if (field) return field;
  throw new KbError(
    'usage',
    `in: takes ${SEARCH_FIELDS.join(', ')}; found “${text.slice(0, 40)}”`,
    hintFor('in', text, SEARCH_FIELDS),
  );
}
