/** The world as commands see it, and its real wiring: each dear thing is made when first asked for, then kept. */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Base, BaseFolder } from './base/base.js';
import { parseDay, type Day } from './day.js';
import { KbError } from './errors.js';
import type { GlobalOptions } from './flags.js';
import { printable } from './format/escape.js';
import type { ColorChoice, Environment, Io } from './io.js';
import { progressLine, type Progress } from './progress.js';
import { quoted } from './text/shell.js';

/** What a process gets from outside. Tests pass their own. */
export interface World {
  /** The streams. */
  io(color: ColorChoice): Io;
  readonly cwd: string;
  readonly env: Environment;
  /** The user's home folder. */
  readonly home: string;
  readonly now: () => Date;
}

export interface Context {
  readonly io: Io;
  /** The folder to work in: the current one, or that of `-C`. */
  readonly cwd: string;
  readonly env: Environment;
  readonly home: string;
  /** Those of the command line; `today` is also what KB_TODAY says. */
  readonly options: GlobalOptions;
  readonly now: () => Date;
  /** The command line, without `kb`. */
  readonly argv: readonly string[];
  /** The whole command, as it was typed, with another word in the place of one. */
  readonly retyped: (word: string, instead: string) => string;
  /** The base that the call is about. Throws KbError `no-base` where there is none. */
  readonly base: () => Promise<Base>;
  /** The same for a card that is read: a path, as hits of other bases have it, leads to its own base. */
  readonly baseOfCard: (name: string) => Promise<Base>;
  /**
   * The same for a command that writes, or that is about this checkout: a default base that nobody named is another one.
   * Throws KbError `no-base` then. @param command as it is typed behind `kb`
   */
  readonly ownBase: (command: string) => Promise<Base>;
  /** All bases that the call is about: several with `-b all`, else one. */
  readonly bases: () => Promise<readonly Base[]>;
  /** The day in an IANA time zone, or the one that the user named. */
  readonly dayIn: (zone: string) => Day;
  /** Writes an answer to stdout: through a pager where it is longer than the terminal. */
  readonly answer: (text: string) => Promise<void>;
  /** Writes paths to stdout, from the current folder on, each with a NUL behind it. */
  readonly answerPaths: (paths: readonly string[]) => void;
  /** Draws on stderr how far work is, unless the user wants quiet. */
  readonly progress: (label: string) => Progress;
  /** Says a thing on stderr, unless the user wants quiet. */
  readonly note: (text: string) => void;
}

/** @param argv the command line, without `kb` */
export function createContext(world: World, given: GlobalOptions, argv: readonly string[]): Context {
  const { env, home } = world;
  // One notion of a day that is pretended, so that what refuses the one refuses the other.
  const today = given.today ?? (env['KB_TODAY'] || undefined);
  const options = today === undefined ? given : { ...given, today };
  const io = world.io(options.color ?? 'auto');
  const cwd = path.resolve(world.cwd, options.C ?? '.');
  if (options.C !== undefined && !(existsSync(cwd) && statSync(cwd).isDirectory())) {
    throw new KbError('usage', `-C takes a folder; there is none at ${cwd}`, 'kb -C some/folder list');
  }
  // A wrong one is the command's to tell: a run in CI says so on its page.
  const dayIn = (zone: string): Day => explicitDay(given, env) ?? calendarDay(zone, world.now());
  const progress = (label: string): Progress =>
    options.quiet ? () => undefined : progressLine(label, io.stderr, () => world.now().getTime());
  // Loaded on use: help and mistakes of use need no base.
  let found: Promise<readonly BaseFolder[]> | undefined;
  const folders = (): Promise<readonly BaseFolder[]> =>
    (found ??= import('./base/bases.js').then(({ findBases }) => findBases(cwd, options.base, env, home)));
  const open = async (found: readonly BaseFolder[]): Promise<readonly Base[]> => {
    const { openBase } = await import('./base/base.js');
    const told = { progress: progress('reading cards'), indexing: progress('indexing cards') };
    return Promise.all(found.map((each) => openBase(each, { dayIn, ...told, env, home })));
  };
  let opened: Promise<readonly Base[]> | undefined;
  const bases = (): Promise<readonly Base[]> => (opened ??= folders().then(open));
  const base = async (): Promise<Base> => {
    const [base, ...others] = await bases();
    if (base && others.length === 0) return base;
    throw new KbError(
      'usage',
      '`-b all` works with search, list, stale, gaps, index and doctor',
      'kb -b NAME …',
    );
  };
  return {
    io,
    cwd,
    env,
    home,
    options,
    now: () => world.now(),
    argv,
    retyped: (word, instead) =>
      ['kb', ...argv.map((each) => quoted(each === word ? instead : each))].join(' '),
    bases,
    base,
    baseOfCard: async (name) => {
      if (options.base !== undefined && options.base !== 'all') return base();
      const { namedBaseOf } = await import('./base/bases.js');
      const other = await namedBaseOf(name, cwd, env, home);
      const [found] = other ? await open([other]) : [];
      return found ?? base();
    },
    ownBase: async (command) => {
      if (options.base === undefined)
        (await import('./base/bases.js')).refuseDefault(await folders(), command);
      return base();
    },
    dayIn,
    progress,
    answer: async (text) => {
      if (io.stdout.isTerminal && options.pager) await (await import('./pager.js')).page(io, env, text);
      else io.stdout.write(text);
    },
    answerPaths: (paths) => {
      io.stdout.write(paths.map((each) => `${path.relative(cwd, each) || '.'}\0`).join(''));
    },
    note: (text) => {
      if (!options.quiet) io.stderr.write(`${printable(text, io.stderr)}\n`);
    },
  };
}

function explicitDay(options: GlobalOptions, env: Environment): Day | undefined {
  const [from, text] =
    options.today !== undefined ? ['--today', options.today] : ['KB_TODAY', env['KB_TODAY']];
  if (text === undefined || (text === '' && from === 'KB_TODAY')) return undefined;
  const day = parseDay(text);
  if (day) return day;
  throw new KbError(
    'usage',
    `${from} takes a date, YYYY-MM-DD; found “${text}”`,
    'kb stale --today 2027-01-31',
  );
}

/** The calendar day at a moment in an IANA time zone. */
export function calendarDay(zone: string, moment: Date): Day {
  // Intl takes milliseconds to start, and UTC does not need it.
  if (zone === 'UTC') return moment.toISOString().slice(0, 10) as Day;
  const form = {
    timeZone: zone,
    calendar: 'iso8601',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  } as const;
  const parts = new Map(
    new Intl.DateTimeFormat('en', form).formatToParts(moment).map(({ type, value }) => [type, value]),
  );
  return `${parts.get('year')?.padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}` as Day;
}
