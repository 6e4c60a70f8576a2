/** One knowledge base: a folder of cards with its configuration, and what can be asked of it, each thing made on first use. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CardSet } from './card/set.js';
import type { Catalog, CatalogRow } from './catalog/catalog.js';
import type { Filters } from './catalog/filter.js';
import { rowsOn, type TrustedRow } from './catalog/listing.js';
import type { Config } from './config.js';
import type { Day } from './day.js';
import { KbError } from './errors.js';
import type { Environment } from './io.js';
import { behindNote } from './repo/behind.js';
import { diskRepo } from './repo/disk.js';
import { findRoot } from './repo/place.js';
import type { CloneState, Repo } from './repo/repo.js';
import type { Reading } from './repo/cards.js';
import type { SearchEngine } from './search/engine.js';
import type { CardText } from './search/snippet.js';

export interface Base {
  /** Its name in the personal config; null for the base around the current folder. */
  readonly name: string | null;
  readonly repo: Repo;
  readonly config: Config;
  /** Today in the base's time zone, or the day that the user named. */
  readonly today: Day;
  /** All cards with the problems of their folders. Throws KbError `no-base` where there is no card at all. */
  reading(): Promise<Reading>;
  cards(): Promise<CardSet>;
  catalog(): Promise<Catalog>;
  engine(): Promise<SearchEngine>;
  clone(): Promise<CloneState | null>;
  /** The text of a card, for snippets and phrases; null where there is none. */
  text(path: string): Promise<CardText | null>;
  /** The row as users see it: of a base that is not around them, with an absolute path. */
  located(row: CatalogRow): CatalogRow;
  /** Absolute path of a card. */
  absolute(path: string): string;
}

export interface Surroundings {
  /** The day in an IANA time zone. */
  dayIn(zone: string): Day;
  /** Told while cards are read. */
  progress(done: number, total: number): void;
}

/** Where a base is, before it is opened. */
export interface BaseFolder {
  readonly folder: string;
  readonly name: string | null;
}

/** Opens the base around a folder. Throws KbError `config` on a wrong config. */
export async function openBase({ folder, name }: BaseFolder, surroundings: Surroundings): Promise<Base> {
  const { root, config: file } = findRoot(folder);
  const { defaultConfig } = await import('./config.js');
  const config = file === null ? defaultConfig() : await readConfig(file);
  return baseOf(diskRepo(root), config, name, surroundings);
}

/** A base over any repo with any config. */
export function baseOf(
  repo: Repo,
  config: Config,
  name: string | null,
  { dayIn, progress }: Surroundings,
): Base {
  const reading = once(async () => {
    const { readCards } = await import('./repo/cards.js');
    const read = await readCards(repo, config, progress);
    if (read.set.cards.length === 0) throw noCards(repo.root, config);
    return read;
  });
  const cards = async (): Promise<CardSet> => (await reading()).set;
  const outlined = once(async () => {
    const { outline } = await import('./card/outline.js');
    return new Map((await cards()).cards.map((card) => [card.path, outline(card.body)]));
  });
  const catalog = once(async (): Promise<Catalog> => {
    const { catalogRow } = await import('./catalog/catalog.js');
    const { detectLanguage, primaryLanguage } = await import('./search/language.js');
    return Promise.all(
      (await cards()).cards.map(async (card) => {
        const language = primaryLanguage(card.language ?? detectLanguage(`${card.title}\n${card.body}`));
        const code = card.verified.paths === null ? null : await repo.blobs(card.paths);
        return catalogRow(card, language, code);
      }),
    );
  });
  return {
    name,
    repo,
    config,
    today: dayIn(config.timezone),
    reading,
    cards,
    catalog,
    clone: once(() => repo.clone()),
    engine: once(async () => {
      const [{ toDocument }, { ENGINES }] = await Promise.all([
        import('./search/document.js'),
        import('./search/engines/index.js'),
      ]);
      const [{ byPath }, outlines, engine] = await Promise.all([
        cards(),
        outlined(),
        ENGINES.lunr(config.ranking.boosts),
      ]);
      const put = (await catalog()).flatMap(({ path: file, language }) => {
        const card = byPath.get(file);
        const shape = outlines.get(file);
        return card && shape ? [toDocument(card, shape, language)] : [];
      });
      await engine.apply({ put, removed: [] });
      return engine;
    }),
    text: async (file) => {
      const card = (await cards()).byPath.get(file);
      const shape = (await outlined()).get(file);
      return card && shape ? { outline: shape, bodyLine: card.bodyLine } : null;
    },
    located: (row) => (name === null ? row : { ...row, path: path.join(repo.root, row.path) }),
    absolute: (file) => path.resolve(repo.root, file),
  };
}

/**
 * The folders of the bases that a call is about: the named one or `all`; else the one around the current folder;
 * outside of every base the default one of the personal config.
 */
export async function findBases(
  cwd: string,
  wanted: string | undefined,
  env: Environment,
  home: string,
): Promise<readonly BaseFolder[]> {
  if (wanted === undefined && isBase(cwd)) return [{ folder: cwd, name: null }];
  const file = personalConfigFile(env, home);
  const { bases, default: usual } = await readPersonalConfig(file);
  const folder = (place: string): string =>
    path.resolve(path.dirname(file), place.replace(/^~(?=$|[/\\])/, home));
  if (wanted === 'all') {
    if (bases.size === 0)
      throw new KbError('no-base', `${file} names no base`, 'cd BASE && kb init --default');
    return [...bases].map(([name, place]) => ({ name, folder: folder(place) }));
  }
  const name = wanted ?? usual;
  if (name === null) return [{ folder: cwd, name: null }];
  const place = bases.get(name);
  if (place === undefined) {
    const known = bases.size > 0 ? `it names ${[...bases.keys()].join(', ')}` : 'it names none';
    throw new KbError('no-base', `no base “${name}” in ${file}: ${known}`, 'cd BASE && kb init --default');
  }
  const absolute = folder(place);
  if (!existsSync(absolute))
    throw new KbError('no-base', `the base “${name}” is not there: ${absolute}`, `edit ${file}`);
  return [{ name, folder: absolute }];
}

/** `config.yaml` in $KB_HOME, else in the user's configuration folder. */
export function personalConfigFile(env: Environment, home: string): string {
  const folder = env['KB_HOME'] || path.join(env['XDG_CONFIG_HOME'] || path.join(home, '.config'), 'kb');
  return path.join(folder, 'config.yaml');
}

/** A folder is in a base where there is a config, or a folder `cards` at the root. */
function isBase(cwd: string): boolean {
  const { root, config } = findRoot(cwd);
  return config !== null || existsSync(path.join(root, 'cards'));
}

async function readConfig(file: string): Promise<Config> {
  const { parseConfig } = await import('./config/parse.js');
  return parseConfig(readFileSync(file, 'utf8'), file);
}

async function readPersonalConfig(file: string) {
  const { parsePersonalConfig } = await import('./config/parse.js');
  return parsePersonalConfig(existsSync(file) ? readFileSync(file, 'utf8') : '', file);
}

function noCards(root: string, { cards, file }: Config): KbError {
  const where = file === null ? 'There is no kb.config.yaml, so the default holds.' : `So says ${file}.`;
  return new KbError(
    'no-base',
    `no card matches ${cards.join(', ')} below ${root}`,
    `${where}\nkb init                     start a base here\nkb init --detect --dry-run  try kb on the docs that are here`,
  );
}

/** The cards of some bases that pass the filters, with the trust of each. */
export async function trustedRows(
  bases: readonly Base[],
  filtersOn: (today: Day) => Filters,
): Promise<TrustedRow[]> {
  const rows = await Promise.all(
    bases.map(async (base) =>
      rowsOn(await base.catalog(), base.today, base.config.warn, filtersOn(base.today)).map(
        ([row, trust]): TrustedRow => [base.located(row), trust],
      ),
    ),
  );
  return rows.flat();
}

/** The clone's state where one base answers; there is none for several. */
export async function cloneOf(bases: readonly Base[]): Promise<CloneState | null> {
  const [base, ...others] = bases;
  return base && others.length === 0 ? base.clone() : null;
}

/** What a person should know of the bases that answer, beside every answer: unreadable cards, a clone that is behind. */
export async function remarks(bases: readonly Base[], now: Date): Promise<string[]> {
  const each = await Promise.all(
    bases.map(async (base) => {
      const unreadable = (await base.catalog()).filter((row) => row.unreadable !== null).length;
      const cards = unreadable === 1 ? '1 card cannot be read' : `${unreadable} cards cannot be read`;
      return [
        ...(unreadable > 0 ? [`${cards}: kb list --is unreadable`] : []),
        ...[behindNote(await base.clone(), now)].filter((note) => note !== null),
      ].map((note) => (base.name === null ? note : `${base.name}: ${note}`));
    }),
  );
  return each.flat();
}

/** Makes a value when first asked for, and keeps it. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
