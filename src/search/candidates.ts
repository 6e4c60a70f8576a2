/** Finds the cards that match a query's words, with Lunr's scores, and respells the words that no card has. */
import { decodeRow, markOf, type KeptRow } from '../catalog/kept-row.js';
import { counts, phraseWords, respelled, clausesOf, WordTable, type WordClauses } from './clauses.js';
import type { Clause, SearchEngine } from './engine.js';
import { SEARCH_FIELDS } from './field.js';
import { tokenize } from './language.js';
import type { Query } from './query.js';
import { editDistance, isRespelling } from './spelling.js';

/** A card that matches a query's words. */
export class Candidate {
  #row: KeptRow | undefined;

  /**
   * @param text Lunr's score; 1 if the query has no word to score
   * @param covered share of the query's words that the card has, 0 to 1, weighted by how rare each is
   * @param table null if the card was not found in the index; then `row` is given
   */
  constructor(
    readonly text: number,
    readonly covered: number,
    private readonly table: WordTable | null,
    private readonly match: number,
    row?: KeptRow,
  ) {
    this.#row = row;
  }

  /** The card's row, decoded on first use: of ten thousand candidates only a few are shown. */
  get row(): KeptRow {
    return (this.#row ??= decodeRow(this.table?.matches.stored(this.match) ?? ''));
  }

  /** The mark of its row, without decoding the row. */
  get mark(): number {
    return this.#row ? markOf(this.#row) : (this.table?.matches.mark(this.match) ?? 0);
  }

  /** For each word of the query, the index terms by which the card matches it. */
  terms(): readonly ReadonlySet<string>[] {
    return this.table?.terms(this.match) ?? [];
  }
}

/** A word that no card has, and a spelling that was searched instead. */
export interface Correction {
  readonly from: string;
  readonly to: string;
}

export interface Candidates {
  readonly candidates: readonly Candidate[];
  readonly corrected: readonly Correction[];
  /** Words that no card has and for which no similar spelling was found. */
  readonly missingWords: readonly string[];
  /** The query has only stop words that the index does not have, so only titles were searched. */
  readonly titlesOnly: boolean;
}

/** Most spellings that replace one word. */
const SPELLINGS = 3;
/** Similar words to choose them from. */
const NEIGHBOURS = 12;

/**
 * Finds the cards that match a query.
 * @param isWanted test of a card's stored text. It is used only if no word selects cards: then a card that fails it is
 *   left out without decoding its row
 */
export async function findCandidates(
  query: Query,
  languages: readonly string[],
  engine: SearchEngine,
  isWanted: (stored: string) => boolean = () => true,
): Promise<Candidates> {
  const words = clausesOf(query, languages);
  const table = await ask(words, engine);
  if (words.every(({ word, soft }) => soft || word.presence === 'prohibited')) {
    const some = await allowed(words, engine);
    const others = some ? titled(some) : await allTitled(engine);
    return withoutWords(
      query,
      weigh(table, engine.size),
      others.filter(({ stored }) => isWanted(stored)),
    );
  }
  const { respelledWords, corrected, missingWords } = await correct(table, languages, engine);
  const rest = { corrected, missingWords, titlesOnly: false };
  if (corrected.length === 0) return { candidates: weigh(table, engine.size), ...rest };
  return { candidates: weigh(await ask(respelledWords, engine), engine.size), ...rest };
}

async function ask(words: readonly WordClauses[], engine: SearchEngine): Promise<WordTable> {
  return new WordTable(words, await engine.match(words.flatMap(({ clauses }) => clauses)));
}

/** Returns the paths of the cards that have every word of a phrase, in any order; null if all are stop words. */
export async function holders(
  phrase: string,
  languages: readonly string[],
  engine: SearchEngine,
): Promise<ReadonlySet<string> | null> {
  const words = phraseWords(phrase, SEARCH_FIELDS, languages).filter(({ soft }) => !soft);
  if (words.length === 0) return null;
  const table = await ask(words, engine);
  const { matches } = table;
  const paths = new Set<string>();
  for (let match = 0; match < matches.length; match++)
    if (table.hasRequired(match)) paths.add(decodeRow(matches.stored(match)).path);
  return paths;
}

/**
 * Computes which share of the query each match covers. Each word counts by its inverse document frequency, as Lunr
 * computes it, which beats a plain count of words in every judged set (nDCG@10: adi .485 → .511, cranfield .396 → .399,
 * xquad en .970 → .971, ar .951 → .952, th .964 → .966). Drops matches without a required word, or without any that counts.
 */
function weigh(table: WordTable, cards: number): Candidate[] {
  const { words, matches } = table;
  // If the query has only stop words, those that the index has do count.
  const counted = words.some(counts) ? counts : ({ word }: WordClauses) => word.presence !== 'prohibited';
  const scored = words.some(({ word }) => word.presence !== 'prohibited');
  let total = 0;
  // Weights of the matches, added up one word at a time: there may be as many matches as cards, and V8 runs this cold.
  const weight = new Float64Array(matches.length);
  for (const [i, one] of words.entries()) {
    if (!counted(one)) continue;
    const held = table.holders(i);
    const holders = held.reduce((sum, has) => sum + has, 0);
    const own = one.share * Math.log(1 + Math.abs((cards - holders + 0.5) / (holders + 0.5)));
    total += own;
    for (let match = 0; match < held.length; match++)
      if (held[match] === 1) weight[match] = (weight[match] ?? 0) + own;
  }
  const candidates: Candidate[] = [];
  for (let match = 0; match < matches.length; match++) {
    if (!table.hasRequired(match)) continue;
    const covered = weight[match] ?? 0;
    if (covered === 0 && total > 0) continue;
    const text = scored ? (matches.scores[match] ?? 0) : 1;
    candidates.push(new Candidate(text, total === 0 ? 1 : covered / total, table, match));
  }
  return candidates;
}

/** Replaces words that no card has by their nearest spellings. */
async function correct(
  table: WordTable,
  languages: readonly string[],
  engine: SearchEngine,
): Promise<{ respelledWords: WordClauses[]; corrected: Correction[]; missingWords: string[] }> {
  const corrected: Correction[] = [];
  const missingWords: string[] = [];
  const respelledWords: WordClauses[] = [];
  for (const [i, one] of table.words.entries()) {
    const missing = counts(one) && !one.word.wildcard && !table.holders(i).includes(1);
    if (!missing || (await isIndexed(one, engine))) {
      respelledWords.push(one);
      continue;
    }
    const { text } = one.word;
    const spellings = one.exact ? [] : await respellingsOf(text, languages, engine);
    if (spellings.length === 0) missingWords.push(text);
    for (const to of spellings) corrected.push({ from: text, to });
    respelledWords.push(spellings.length === 0 ? one : respelled(one, spellings, languages));
  }
  return { respelledWords, corrected, missingWords };
}

/** Returns only spellings as close as the closest: a farther one that is rare would outweigh the intended word. */
async function respellingsOf(
  word: string,
  languages: readonly string[],
  engine: SearchEngine,
): Promise<readonly string[]> {
  const near = await engine.spellings(word, NEIGHBOURS);
  const edits = (other: string): number => editDistance(word, other, word.length);
  return near
    .filter((other) => isRespelling(word, other, languages))
    .filter((other, _, [first = other]) => edits(other) === edits(first))
    .slice(0, SPELLINGS);
}

/** Whether any card has the word, in any field, even if the query is limited to others. */
async function isIndexed({ clauses }: WordClauses, engine: SearchEngine): Promise<boolean> {
  const anywhere = clauses.map(({ term }): Clause => ({ term, presence: 'optional' }));
  return (await engine.match(anywhere)).length > 0;
}

/** Returns the stored texts of the cards that have no prohibited word; null if the query prohibits none. */
async function allowed(
  words: readonly WordClauses[],
  engine: SearchEngine,
): Promise<readonly string[] | null> {
  const prohibited = words.filter(({ word }) => word.presence === 'prohibited');
  if (prohibited.length === 0) return null;
  const matches = await engine.match(prohibited.flatMap(({ clauses }) => clauses));
  return Array.from({ length: matches.length }, (_, match) => matches.stored(match));
}

/** A card by its stored text, decoded on first use. */
class TitledCard {
  #row: KeptRow | undefined;
  #words: ReadonlySet<string> | undefined;

  constructor(readonly stored: string) {}

  get row(): KeptRow {
    return (this.#row ??= decodeRow(this.stored));
  }

  /** The words of its title, folded but not stemmed. */
  get words(): ReadonlySet<string> {
    return (this.#words ??= new Set(tokenize(this.row.title).map(({ text }) => text)));
  }
}

function titled(stored: readonly string[]): readonly TitledCard[] {
  return stored.map((text) => new TitledCard(text));
}

/** All cards of an engine, kept because search as you type may need them at every key. */
const cards = new WeakMap<SearchEngine, Promise<readonly TitledCard[]>>();

function allTitled(engine: SearchEngine): Promise<readonly TitledCard[]> {
  const all = cards.get(engine) ?? engine.stored((text) => new TitledCard(text));
  cards.set(engine, all);
  return all;
}

/**
 * Answers a query without selective words: the matches from the index, plus all allowed cards or, for stop words
 * (`how to`), those that have one of them in the title.
 */
function withoutWords(
  query: Query,
  indexed: readonly Candidate[],
  allowed: readonly TitledCard[],
): Candidates {
  const words = query.words.filter(({ presence }) => presence !== 'prohibited').map(({ text }) => text);
  const known = new Set(indexed.map(({ row }) => row.path));
  const share = (card: TitledCard): number =>
    words.length === 0 ? 1 : words.filter((word) => card.words.has(word)).length / words.length;
  const others = allowed
    .filter(({ row }) => !known.has(row.path))
    .map((card) => new Candidate(1, share(card), null, 0, card.row))
    .filter(({ covered }) => covered > 0);
  return {
    candidates: [...indexed, ...others],
    corrected: [],
    missingWords: [],
    titlesOnly: indexed.length === 0 && words.length > 0,
  };
}
