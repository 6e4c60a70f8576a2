/**
 * `kbcards/lunr`: lets stock Lunr 2.3 search an index that `kb index --export` wrote, in browsers and in Node.
 * All its types are in this file, so that the package can ship them as one.
 */
import { prepareLanguages, queryTerms, tokenize } from '../../language.js';

/** A card in the index. */
export interface ExportedCard {
  /** The `ref` of a result. */
  readonly path: string;
  readonly id: string;
  readonly title: string;
  readonly kind: string | null;
  readonly tags: readonly string[];
  /** BCP 47 primary language. */
  readonly language: string;
  /** `public`, `internal`. */
  readonly audience: string;
  /** The card's verify-by date (YYYY-MM-DD). */
  readonly verifyBy: string | null;
  /** The card is superseded by a newer one. */
  readonly superseded: boolean;
  /** The id of the newer card, if the index has it. */
  readonly supersededBy: string | null;
}

/** What kb adds to the index. */
export interface ExportedFacts {
  /** 1. It changes when an older `prepare` would turn a query into other terms than the index has. */
  readonly format: number;
  /** The languages in which the words of a query are stemmed. */
  readonly languages: readonly string[];
  readonly documents: readonly ExportedCard[];
}

/** The exported file: the input of `lunr.Index.load`, plus the key `kb`. */
export interface ExportedIndex {
  /** Names of registered functions. */
  readonly pipeline: readonly string[];
  readonly kb: ExportedFacts;
}

/** The parts of Lunr that `prepare` uses. */
export interface Lunr {
  readonly Pipeline: {
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each package with types for Lunr has its own type for tokens
    registerFunction(terms: (token: any) => any, name: string): void;
  };
  readonly TokenSet: { readonly prototype: object };
}

/** The format that `prepare` supports. */
export const FORMAT = 1;

/**
 * Prepares Lunr for an exported index. Call it before `lunr.Index.load(exported)`. It registers the function that splits and
 * stems queries as kb does, loads its stemmers, and fixes one method: in Lunr 2.3.9, if terms have digits,
 * `TokenSet.prototype.toString` confuses different parts of its automaton, so that some terms are not found and some queries
 * throw. Throws if the index has another format.
 */
export async function prepare(lunr: Lunr, exported: ExportedIndex): Promise<void> {
  const { pipeline, kb } = exported as Partial<ExportedIndex>;
  const [name] = pipeline ?? [];
  if (kb?.format !== FORMAT || name === undefined)
    throw new Error(
      `expected an index of format ${FORMAT}, written by \`kb index --export\`, found ${foundIn(kb)}`,
    );
  const languages = [...kb.languages];
  await prepareLanguages(languages);
  const known = (lunr.Pipeline as { registeredFunctions?: Readonly<Record<string, unknown>> })
    .registeredFunctions;
  if (!known?.[name]) lunr.Pipeline.registerFunction((token: Token) => termsOf(token, languages), name);
  fixTokenSet(lunr.TokenSet.prototype);
}

/** The part of a loaded Lunr index that `search` uses. @template R its type of result */
export interface LunrIndex<R> {
  query(build: (query: { term(text: string, options: object): unknown }) => void): R[];
}

/** Most words of a text that are searched. */
const MOST_WORDS = 64;

/**
 * Searches for any of the words of a text, best match first. Unlike `index.search(text)`, which reads `:`, `~`, `^`, `*`, `+`
 * and `-` as operators and throws if they make no sense, it takes them as text, as people type and paste it.
 */
export function search<R>(index: LunrIndex<R>, text: string): R[] {
  const words = text.split(/\s+/).filter((word) => tokenize(word).length > 0);
  // Without a term, Lunr would return every document.
  if (words.length === 0) return [];
  return index.query((query) => {
    for (const word of words.slice(0, MOST_WORDS)) query.term(word, {});
  });
}

function foundIn(kb: Partial<ExportedFacts> | undefined): string {
  return kb ? `format ${String(kb.format)}` : 'none';
}

interface Token {
  toString(): string;
  clone(change: () => string): Token;
}

/** Splits a token as kb does (Lunr splits a query only at white space and hyphens) and returns its stems. */
function termsOf(token: Token, languages: readonly string[]): Token[] {
  const terms = tokenize(token.toString()).flatMap(({ text }) => queryTerms(text, languages));
  return terms.map((term) => token.clone(() => term));
}

interface TokenSet {
  readonly _str?: string;
  readonly final: boolean;
  readonly edges: Readonly<Record<string, { readonly id: number }>>;
}

/** Fixes TokenSet.prototype.toString: labels are one character, so a comma after each id makes the text of a node unique. */
function fixTokenSet(tokenSet: object): void {
  (tokenSet as { toString(): string }).toString = function (this: TokenSet): string {
    if (this._str !== undefined) return this._str;
    const edges = Object.keys(this.edges).sort();
    const ids = edges.map((label) => `${label}${this.edges[label]?.id ?? ''},`);
    return (this.final ? '1' : '0') + ids.join('');
  };
}
