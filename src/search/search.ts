/** Runs a search, from the typed text to the hits. Everything it needs is passed in; it does not read the disk itself. */
import type { CardBody } from '../card/body.js';
import { outline } from '../card/outline.js';
import type { CatalogRow } from '../catalog/catalog.js';
import { matchesFilters, type Filters } from '../catalog/filter.js';
import { sortBy, type Sort } from '../catalog/listing.js';
import { mayPass } from '../catalog/may-pass.js';
import type { Ranking } from '../config.js';
import type { Day } from '../day.js';
import { trustOf, type Trust } from '../trust/trust.js';
import { ARCHIVED, type KeptRow } from '../catalog/kept-row.js';
import { findCandidates, holders, type Candidate, type Correction } from './candidates.js';
import { textOf } from './document.js';
import type { SearchEngine } from './engine.js';
import { WordFinders } from './found-words.js';
import { SEARCH_FIELDS, type SearchField } from './field.js';
import { prepareLanguages } from './language.js';
import { Phrase, PhraseText } from './phrase.js';
import { NO_QUERY, parseQuery, type Query } from './query.js';
import { rank, type Because, type Evidence, type Ranked, type Use } from './rank.js';
import { snippet, type Snippet } from './snippet.js';
import { SHORTEST } from './spelling.js';

export interface SearchRequest {
  /** In the query language. May be empty if there are filters. */
  readonly text: string;
  /** Filters from flags, in addition to those in the text. */
  readonly filters?: Filters;
  /** Most hits to show; 0 = all. */
  readonly limit: number;
  /** Sort order; by score by default. All hits are sorted before the limit applies. */
  readonly sort?: Sort;
  /** False: no cards are read, hits have no snippets, and their line is 1. True by default. */
  readonly snippets?: boolean;
  /** Width of a snippet in columns; 160 by default. */
  readonly width?: number;
}

export interface SearchDeps {
  readonly engine: SearchEngine;
  /** Reads the text of a card; null if the card can no longer be read. */
  text(path: string): Promise<CardBody | null>;
  readonly today: Day;
  /** Number of days before its verify-by date from which a card is due. */
  readonly warn: number;
  readonly ranking: Ranking;
  /** Languages in which query words are stemmed; those of the index if empty or missing. */
  readonly languages?: readonly string[];
  /** Use factors of the cards; 1 for all by default. */
  readonly use?: Use;
}

export interface SearchHit {
  readonly row: CatalogRow;
  readonly trust: Trust;
  readonly score: number;
  readonly because: Because;
  /** Null if the card has no text or can no longer be read, or no snippets were requested. */
  readonly snippet: Snippet | null;
  /** Line of the file at which to open the card, from 1. */
  readonly line: number;
  /** Returns, for each word of the query, the index terms by which the card has it. */
  readonly words: () => readonly ReadonlySet<string>[];
}

export interface SearchResult {
  readonly query: Query;
  /** Number of hits before the limit. */
  readonly total: number;
  /** Null if every word was searched as typed. */
  readonly corrected: readonly Correction[] | null;
  /** Words that no card has and for which no other spelling was searched. */
  readonly missingWords: readonly string[];
  /** If there are no hits, words of the cards that are similar to the missing ones, best first. */
  readonly nearest: readonly string[];
  /** What was left out of the query, as short phrases. */
  readonly dropped: readonly string[];
  readonly hits: readonly SearchHit[];
}

/** Most words to suggest for those that no card has. */
const NEAREST = 5;
const TITLES_ONLY = 'words too common to be indexed (searched only in titles)';
/** Texts that are read at the same time. */
const BATCH = 32;

/**
 * Runs a query.
 * @throws KbError (usage) if the query is empty or a filter has an invalid value
 */
export async function search(request: SearchRequest, deps: SearchDeps): Promise<SearchResult> {
  const { limit, sort } = request;
  const query = isFiltersOnly(request) ? NO_QUERY : parseQuery(request.text);
  const filters = [...query.filters, ...(request.filters ?? [])];
  const languages = await languagesOf(deps);
  const { candidates, corrected, missingWords, titlesOnly } = await findCandidates(
    query,
    languages,
    deps.engine,
    mayPass(filters),
  );
  const found = (candidate: Candidate): CandidateEvidence => new CandidateEvidence(candidate, deps);
  const passing = candidates.filter((candidate) => {
    // Without filters the mark is enough, so no row is decoded.
    if (filters.length === 0) return candidate.mark !== ARCHIVED;
    const { row, trust } = found(candidate);
    return matchesFilters(row, trust, filters);
  });
  const kept = await withPhrases(passing, query, languages, deps);
  const selection = { limit: sort ? 0 : limit, mostUse: deps.use?.most ?? 1 };
  const ranked = rank(kept, found, deps.today, deps.ranking, selection);
  const shown = sort ? sorted(ranked, sort, limit) : ranked;
  await prepareLanguages([...new Set(shown.map(({ evidence }) => evidence.row.language))]);
  const finders = new WordFinders();
  return {
    query,
    total: kept.length,
    corrected: corrected.length > 0 ? corrected : null,
    missingWords,
    nearest: kept.length > 0 ? [] : await wordsNear(missingWords, deps.engine),
    dropped: titlesOnly ? [...query.dropped, TITLES_ONLY] : query.dropped,
    hits: await inBatches(shown, (hit) => show(hit, request, deps, finders)),
  };
}

function sorted(
  ranked: readonly Ranked<CandidateEvidence>[],
  sort: Sort,
  limit: number,
): readonly Ranked<CandidateEvidence>[] {
  const all = sortBy(ranked, sort, ({ evidence }) => [evidence.row, evidence.trust]);
  return limit === 0 ? all : all.slice(0, limit);
}

function isFiltersOnly({ text, filters = [] }: SearchRequest): boolean {
  return filters.length > 0 && text.trim() === '';
}

async function languagesOf({ languages, engine }: SearchDeps): Promise<readonly string[]> {
  const chosen = languages && languages.length > 0 ? languages : [...(await engine.languages()).keys()];
  await prepareLanguages(chosen);
  return chosen;
}

/** A candidate with what filters and ranking need, computed on first use. */
class CandidateEvidence implements Evidence {
  #trust: Trust | undefined;

  constructor(
    readonly candidate: Candidate,
    private readonly deps: SearchDeps,
  ) {}

  get text(): number {
    return this.candidate.text;
  }

  get covered(): number {
    return this.candidate.covered;
  }

  get row(): KeptRow {
    return this.candidate.row;
  }

  get path(): string {
    return this.row.path;
  }

  get trust(): Trust {
    return (this.#trust ??= trustOf(this.row.facts, this.deps.today, this.deps.warn));
  }

  get use(): number {
    return this.deps.use?.of(this.row) ?? 1;
  }
}

async function withPhrases(
  found: readonly Candidate[],
  query: Query,
  languages: readonly string[],
  deps: SearchDeps,
): Promise<readonly Candidate[]> {
  if (query.phrases.length === 0) return found;
  await prepareLanguages([...new Set(found.map(({ row }) => row.language))]);
  const phraseTests: { phrase: Phrase; required: boolean; suspects: ReadonlySet<string> | null }[] = [];
  for (const { text, presence } of query.phrases) {
    const required = presence === 'required';
    const suspects = required ? null : await holders(text, languages, deps.engine);
    phraseTests.push({ phrase: new Phrase(text), required, suspects });
  }
  const verdicts = await inBatches(found, async ({ row }) => {
    const open = phraseTests.filter(({ suspects }) => suspects?.has(row.path) ?? true);
    if (open.length === 0) return true;
    const texts = phraseTexts(row, await deps.text(row.path), query.fields);
    return open.every(({ phrase, required }) => texts.some((part) => phrase.isIn(part)) === required);
  });
  return found.filter((_, i) => verdicts[i]);
}

/** Returns the texts to search for phrases: what is indexed, or only what its row has if the card can no longer be read. */
function phraseTexts(
  { title, tags, keywords, language }: KeptRow,
  text: CardBody | null,
  fields: Query['fields'],
): readonly PhraseText[] {
  const { headings, body } = text ? textOf(outline(text.body), title) : { headings: [], body: '' };
  const texts: Readonly<Record<SearchField, readonly string[]>> = {
    title: [title],
    tags: [...tags, ...keywords],
    headings,
    body: [body],
  };
  return (fields ?? SEARCH_FIELDS).flatMap((field) =>
    texts[field].map((part) => new PhraseText(part, language)),
  );
}

async function show(
  { evidence, score, because }: Ranked<CandidateEvidence>,
  { width, snippets = true }: SearchRequest,
  deps: SearchDeps,
  finders: WordFinders,
): Promise<SearchHit> {
  const { row, trust } = evidence;
  const words = (): readonly ReadonlySet<string>[] => evidence.candidate.terms();
  if (!snippets) return { row, trust, score, because, snippet: null, line: 1, words };
  const text = await deps.text(row.path);
  const { title, language } = row;
  const options = { title, language, finders, ...(width === undefined ? {} : { width }) };
  const part = text && snippet(text, words(), options);
  return { row, trust, score, because, snippet: part, line: part?.line ?? text?.bodyLine ?? 1, words };
}

/** Suggests words that are farther from the query's than a spelling that is searched unasked, but at most one letter shorter. */
async function wordsNear(missingWords: readonly string[], engine: SearchEngine): Promise<readonly string[]> {
  const words = new Set<string>();
  for (const word of missingWords) {
    if (word.length < SHORTEST) continue;
    const near = await engine.spellings(word, NEAREST * 2, 2);
    for (const other of near)
      if (other.length >= SHORTEST && other.length + 1 >= word.length) words.add(other);
  }
  return [...words].slice(0, NEAREST);
}

async function inBatches<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += BATCH) {
    results.push(...(await Promise.all(items.slice(at, at + BATCH).map(work))));
  }
  return results;
}
