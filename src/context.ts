/** The world as commands see it, and its real wiring: each dear thing is made when first asked for, then kept. */
import path from 'node:path';
import type { CardSet } from './card/set.js';
import type { Catalog } from './catalog/catalog.js';
import type { Config } from './config.js';
import { parseDay, type Day } from './day.js';
import { KbError } from './errors.js';
import type { GlobalOptions } from './flags.js';
import type { ColorChoice, Environment, Io } from './io.js';
import type { CloneState, Repo } from './repo/repo.js';
import type { SearchEngine } from './search/engine.js';

/** What a process gets from outside. Tests pass their own. */
export interface World {
  /** The streams; the same object at each call. */
  io(color: ColorChoice): Io;
  readonly cwd: string;
  readonly env: Environment;
  /** The user's home folder. */
  readonly home: string;
  now(): Date;
}

/** One knowledge base: a folder of cards with its configuration, and what can be asked of it. */
export interface Base {
  /** Its name in the personal config; null for the one around the current folder. */
  readonly name: string | null;
  readonly repo: Repo;
  readonly config: Config;
  /** Today in the base's time zone, or the day that the user named. */
  readonly today: Day;
  cards(): Promise<CardSet>;
  catalog(): Promise<Catalog>;
  engine(): Promise<SearchEngine>;
  clone(): Promise<CloneState | null>;
}

export interface Context {
  readonly io: Io;
  /** The folder to work in: the current one, or that of `-C`. */
  readonly cwd: string;
  readonly env: Environment;
  readonly home: string;
  readonly options: GlobalOptions;
  now(): Date;
  /** The base that the call is about. Throws KbError `no-base` where there is none. */
  base(): Promise<Base>;
  /** All bases that the call is about: several with `-b all`, else one. */
  bases(): Promise<readonly Base[]>;
}

export function createContext(world: World, options: GlobalOptions): Context {
  const cwd = path.resolve(world.cwd, options.C ?? '.');
  const chosenDay = explicitDay(options, world.env);
  const open = async (folder: string, name: string | null): Promise<Base> => {
    const { openBase } = await import('./base.js');
    return openBase(folder, name, (zone) => chosenDay ?? dayIn(zone, world.now()));
  };
  const bases = once(async (): Promise<readonly Base[]> => {
    const { basesFor } = await import('./base.js');
    const folders = await basesFor(cwd, options.base, world.env, world.home);
    return Promise.all(folders.map(({ folder, name }) => open(folder, name)));
  });
  return {
    io: world.io(options.color ?? 'auto'),
    cwd,
    env: world.env,
    home: world.home,
    options,
    now: () => world.now(),
    bases,
    base: async () => {
      const all = await bases();
      const [base] = all;
      if (!base || all.length > 1) {
        throw new KbError('usage', '`-b all` works with search, list and stale only', 'kb -b NAME …');
      }
      return base;
    },
  };
}

/** Makes a value when first asked for, and keeps it. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

function explicitDay(options: GlobalOptions, env: Environment): Day | undefined {
  const [from, text] =
    options.today !== undefined ? ['--today', options.today] : ['KB_TODAY', env['KB_TODAY']];
  if (text === undefined || text === '') return undefined;
  const day = parseDay(text);
  if (!day)
    throw new KbError(
      'usage',
      `${from} is a day of the calendar, YYYY-MM-DD; found “${text}”`,
      'kb stale --today 2027-01-31',
    );
  return day;
}

/** The calendar day at a moment in an IANA time zone. */
function dayIn(zone: string, moment: Date): Day {
  if (zone === 'UTC') return moment.toISOString().slice(0, 10) as Day;
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(moment);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}` as Day;
}
