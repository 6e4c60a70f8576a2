/** One knowledge base: a folder of cards with its config. Cards, index and everything else are loaded on first use. */
import path from 'node:path';
import { bodyOf, type CardBody } from '../card/body.js';
import type { CardSet } from '../card/set.js';
import type { Catalog, CatalogRow } from '../catalog/catalog.js';
import { defaultConfig, type Config } from '../config.js';
import type { Day } from '../day.js';
import { KbError } from '../errors.js';
import type { Environment } from '../io.js';
import type { CardFacts } from '../lint/facts.js';
import type { Survey } from '../repo/cards.js';
import { keepingAt, NOWHERE, type Keeping } from '../repo/keeping.js';
import { repoAt } from '../repo/lazy.js';
import { isSame, stableStamp, stampAt } from '../repo/freshness/state.js';
import { readText } from '../repo/open.js';
import { findRoot } from '../repo/place.js';
import { overlaid } from '../repo/overlay.js';
import type { CloneState, Repo } from '../repo/repo.js';
import { searchIndex, type SearchIndex } from './search-index.js';
import { NOT_KEPT, type KeptIndex } from './search-index/card-index.js';
import { readManifest } from './search-index/manifest.js';

export interface Base {
  /** Its name in the personal config; null for the base around the current folder. */
  readonly name: string | null;
  readonly repo: Repo;
  readonly config: Config;
  /** Today in the base's time zone, or the day that the user gave. */
  readonly today: Day;
  /** The files of the cards, unopened. Throws KbError `no-base` if there is no card at all. */
  readonly survey: () => Promise<Survey>;
  readonly cards: () => Promise<CardSet>;
  /** What lint needs to know about each card, sorted by path. Reads only the cards that changed since the last run. */
  readonly facts: () => Promise<readonly CardFacts[]>;
  /** The catalog rows of `cards`. */
  readonly catalog: () => Promise<Catalog>;
  /** Answers searches and lists without reading cards. */
  readonly index: SearchIndex;
  readonly clone: () => Promise<CloneState | null>;
  /** The text of a card, for snippets; null if it cannot be read. */
  readonly text: (path: string) => Promise<CardBody | null>;
  /** The row as shown to users: with an absolute path if the base is a named one. */
  readonly located: (row: CatalogRow) => CatalogRow;
  /** The same base at a commit (by its id), with the current config and the same day; it may have no cards. */
  readonly at: (commit: string) => Promise<Base>;
  /** A fresh copy of this base, as if these files were written (path → text; null: the file is deleted). */
  readonly over: (texts: ReadonlyMap<string, string | null>) => Base;
}

export interface BaseOptions {
  /** Returns today in an IANA time zone. */
  readonly dayIn: (zone: string) => Day;
  /** Called while cards are read. */
  readonly progress: (done: number, total: number) => void;
  /** Called while cards are indexed; `progress` by default. */
  readonly indexing?: (done: number, total: number) => void;
  /** Where facts and the index are kept between runs; `openBase` defaults to this build's store for the base. */
  readonly keeping?: Keeping;
  /** The index that is kept there; if absent, no index is kept. */
  readonly kept?: KeptIndex;
  /** Whether a base without cards is allowed. */
  readonly mayBeEmpty?: boolean;
}

/** What determines the user's own folders. */
export interface Account {
  readonly env: Environment;
  readonly home: string;
}

/** The location of a base that is not open yet. */
export interface BaseFolder {
  readonly folder: string;
  readonly name: string | null;
}

/** Maximum size of a config in bytes. */
export const LONGEST_CONFIG = 2 * 1024 * 1024;

/** Opens the base around a folder. Throws KbError `config` if its config is invalid. */
export async function openBase(
  { folder, name }: BaseFolder,
  { env, home, ...options }: BaseOptions & Account,
): Promise<Base> {
  const { root, config: file } = findRoot(folder);
  const keeping = options.keeping ?? keepingAt(root, env, home);
  const manifest = await readManifest(keeping);
  const configStamp = file === null ? null : stableStamp(stampAt(file), Date.now());
  // An unchanged config comes from the manifest, so that YAML need not be loaded.
  const known =
    manifest && isSame(manifest.configStamp, file === null ? null : stampAt(file)) ? manifest.config : null;
  const config = known ? { ...known, file } : await configAround(folder);
  const kept: KeptIndex = { manifest, configStamp, isOfConfig: known !== null };
  return baseOf(repoAt(root), config, name, { ...options, keeping, kept });
}

/** Reads the config that applies to a folder, or the default one. Throws KbError `config` if it is invalid. */
export async function configAround(folder: string): Promise<Config> {
  const { config: file } = findRoot(folder);
  return file === null ? defaultConfig() : readConfig(file);
}

/** Returns a base over any repo with any config. */
export function baseOf(
  repo: Repo,
  config: Config,
  name: string | null,
  { dayIn, progress, indexing = progress, keeping = NOWHERE, kept, mayBeEmpty = false }: BaseOptions,
): Base {
  const today = dayIn(config.timezone);
  const surveyIn = async (place: Repo): Promise<Survey> => {
    const { surveyOf } = await import('../repo/cards.js');
    const seen = await surveyOf(place, config);
    if (seen.files.length === 0 && !mayBeEmpty) throw await noCards(repo, config);
    return seen;
  };
  const survey = once(() => surveyIn(repo));
  const cards = once(async (): Promise<CardSet> => {
    const { readCards } = await import('../repo/cards.js');
    return readCards(repo, await survey(), progress);
  });
  return {
    name,
    repo,
    config,
    today,
    survey,
    cards,
    facts: once(async () => {
      const { readFacts } = await import('../repo/facts.js');
      return readFacts(repo, await survey(), keeping, progress);
    }),
    catalog: once(async () => {
      const { rowOf } = await import('./rows.js');
      return Promise.all((await cards()).cards.map((card) => rowOf(card, repo)));
    }),
    index: searchIndex({
      repo,
      config,
      survey: surveyIn,
      keeping: kept ? keeping : NOWHERE,
      kept: kept ?? NOT_KEPT,
      progress: indexing,
    }),
    clone: once(() => repo.clone()),
    text: async (file) => {
      try {
        return await bodyOf(await repo.read(file));
      } catch (error) {
        if (error instanceof KbError) return null;
        throw error;
      }
    },
    located: (row) => (name === null ? row : { ...row, path: path.join(repo.root, row.path) }),
    over: (texts) => {
      const options = { dayIn: () => today, progress, mayBeEmpty, keeping };
      return baseOf(overlaid(repo, texts), config, name, options);
    },
    at: async (commit) => {
      const [{ revisionRepo }, { readOnly }] = await Promise.all([
        import('../repo/revision.js'),
        import('../repo/store.js'),
      ]);
      const { store, version } = keeping;
      const options = { dayIn: () => today, progress, mayBeEmpty: true };
      const looking = { store: readOnly(store), version };
      return baseOf(revisionRepo(repo.root, commit), config, name, { ...options, keeping: looking });
    },
  };
}

async function readConfig(file: string): Promise<Config> {
  const { parseConfig } = await import('../config/parse.js');
  // Links are refused, because an error message could quote their target: .git/config may contain a token.
  const text = readText(file, LONGEST_CONFIG, 'refuse');
  if (text !== null) return parseConfig(text, file);
  throw new KbError(
    'config',
    `${file} cannot be read: it must be a file of at most ${LONGEST_CONFIG / 1024} KiB that you may read, and not a link`,
  );
}

async function noCards(repo: Repo, { cards, file }: Config): Promise<KbError> {
  const [{ PAGE_GLOBS }, { foreignDialect }] = await Promise.all([
    import('../init/propose.js'),
    import('../repo/pages.js'),
  ]);
  // Outside git, the folder may contain a whole disk.
  const looks = file === null && (await repo.clone()) !== null;
  const seen = looks ? await foreignDialect(repo, PAGE_GLOBS) : null;
  const docs = seen === null ? 'the docs' : `the docs of dialect ${seen}`;
  const hints =
    file === null
      ? [
          'There is no kb.config.yaml here, so the default applies. Go into your base, or:',
          'kb init                     start a base here',
          'kb init --example           play with a small one, in an empty folder',
          `kb init --detect --dry-run  try kb on ${docs} that are here`,
        ]
      : [`The globs are in ${file}.`, 'kb init --detect --dry-run  find out where the cards are'];
  return new KbError('no-base', `no card matches ${cards.join(', ')} below ${repo.root}`, hints.join('\n'));
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= make());
}
