/**
 * `kbcards/lunr`: lets stock Lunr 2.3 answer from an index that `kb index --export` wrote, in browsers and in Node.
 * Its types stand here alone, so that the package can ship them as one file.
 */
import { prepareLanguages, queryTerms, tokenize } from '../../language.js';

/** A card of the index. */
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
  /** Day (YYYY-MM-DD) until which the card was promised to hold. */
  readonly verifyBy: string | null;
  /** There is a newer card in its place. */
  readonly superseded: boolean;
  /** The id of that card, where the index has it. */
  readonly supersededBy: string | null;
}

/** What kb has to say beside the index. */
export interface ExportedFacts {
  /** 1; another one where an older `prepare` would make other terms of a query than the index has. */
  readonly format: number;
  /** By which the words of a query are stemmed. */
  readonly languages: readonly string[];
  readonly documents: readonly ExportedCard[];
}

/** The file: what `lunr.Index.load` takes, and the key `kb`. */
export interface ExportedIndex {
  /** Names of registered functions. */
  readonly pipeline: readonly string[];
  readonly kb: ExportedFacts;
}

/** What is touched of Lunr. */
export interface Lunr {
  readonly Pipeline: {
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whoever types Lunr has a type of tokens of their own
    registerFunction(terms: (token: any) => any, name: string): void;
  };
  readonly TokenSet: { readonly prototype: object };
}

/** The one that `prepare` knows. */
export const FORMAT = 1;

/**
 * Call it before `lunr.Index.load(exported)`. It registers the function that cuts and stems queries as kb does, loads the
 * stemmers for it, and mends one method: in Lunr 2.3.9 `TokenSet.prototype.toString` takes different parts of its automaton
 * for the same where terms have digits, so that some are not found and some queries throw.
 */
export async function prepare(lunr: Lunr, exported: ExportedIndex): Promise<void> {
  const { pipeline, kb } = exported as Partial<ExportedIndex>;
  const [name] = pipeline ?? [];
  if (kb?.format !== FORMAT || name === undefined)
    throw new Error(`expected an index of format ${FORMAT} by \`kb index --export\`, found ${foundIn(kb)}`);
  const languages = [...kb.languages];
  await prepareLanguages(languages);
  const known = (lunr.Pipeline as { registeredFunctions?: Readonly<Record<string, unknown>> })
    .registeredFunctions;
  if (!known?.[name]) lunr.Pipeline.registerFunction((token: Token) => termsOf(token, languages), name);
  mend(lunr.TokenSet.prototype);
}

/** What is touched of an index that Lunr loaded. @template R what it calls a result */
export interface LunrIndex<R> {
  query(build: (query: { term(text: string, options: object): unknown }) => void): R[];
}

/** Words of a text that are looked for. */
const MOST_WORDS = 64;

/**
 * Looks for any of the words of a text, best match first. `index.search(text)` reads `:`, `~`, `^`, `*`, `+` and `-` as
 * operators, and throws where they make no sense; here they are text, as people type and paste it.
 */
export function search<R>(index: LunrIndex<R>, text: string): R[] {
  const words = text.split(/\s+/).filter((word) => tokenize(word).length > 0);
  // Without a word to look for, Lunr answers with everything.
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

/** Lunr splits a query at blanks and hyphens only. */
function termsOf(token: Token, languages: readonly string[]): Token[] {
  const terms = tokenize(token.toString()).flatMap(({ text }) => queryTerms(text, languages));
  return terms.map((term) => token.clone(() => term));
}

interface TokenSet {
  readonly _str?: string;
  readonly final: boolean;
  readonly edges: Readonly<Record<string, { readonly id: number }>>;
}

/** A label is one character: with a comma behind each number, no two nodes have the same text. */
function mend(tokenSet: object): void {
  (tokenSet as { toString(): string }).toString = function (this: TokenSet): string {
    if (this._str !== undefined) return this._str;
    const edges = Object.keys(this.edges).sort();
    const ids = edges.map((label) => `${label}${this.edges[label]?.id ?? ''},`);
    return (this.final ? '1' : '0') + ids.join('');
  };
}
