/** What commands see of the world, and how it is wired up: expensive parts are created on first use and then kept. */
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
export interface Runtime {
  /** The standard streams, with this choice of color. */
  io(color: ColorChoice): Io;
  readonly cwd: string;
  readonly env: Environment;
  /** The user's home folder. */
  readonly home: string;
  readonly now: () => Date;
}

export interface Context {
  readonly io: Io;
  /** The folder to work in: the current folder, or the one given by `-C`. */
  readonly cwd: string;
  readonly env: Environment;
  readonly home: string;
  /** The global options of the command line. `today` may come from KB_TODAY. */
  readonly options: GlobalOptions;
  readonly now: () => Date;
  /** The command line, without `kb`. */
  readonly argv: readonly string[];
  /** The whole command as it was typed, with one word replaced. */
  readonly retyped: (word: string, instead: string) => string;
  /** The base that the command is about. Throws KbError `no-base` if there is none. */
  readonly base: () => Promise<Base>;
  /** The same for a command that reads a card: a path into another base, as hits show it, selects that base. */
  readonly baseOfCard: (name: string) => Promise<Base>;
  /**
   * The same for a command that writes, or that is about this checkout: it may use the default base only by name.
   * Throws KbError `no-base` otherwise. @param command as typed after `kb`
   */
  readonly ownBase: (command: string) => Promise<Base>;
  /** All bases that the command is about: several with `-b all`, otherwise one. */
  readonly bases: () => Promise<readonly Base[]>;
  /** Today in an IANA time zone, or the day set by `--today` or KB_TODAY. Throws KbError `usage` if that is no date. */
  readonly dayIn: (zone: string) => Day;
  /** Writes an answer to stdout, through a pager if it is longer than the terminal. */
  readonly answer: (text: string) => Promise<void>;
  /** Writes paths to stdout, relative to the current folder, each followed by a NUL. */
  readonly answerPaths: (paths: readonly string[]) => void;
  /** Draws a progress line on stderr, unless `--quiet` is given. */
  readonly progress: (label: string) => Progress;
  /** Writes a line to stderr, unless `--quiet` is given. */
  readonly note: (text: string) => void;
}

/** @param argv the command line, without `kb` */
export function createContext(runtime: Runtime, given: GlobalOptions, argv: readonly string[]): Context {
  const { env, home } = runtime;
  // KB_TODAY counts as --today, so that commands which refuse one refuse the other.
  const today = given.today ?? (env['KB_TODAY'] || undefined);
  const options = today === undefined ? given : { ...given, today };
  const io = runtime.io(options.color ?? 'auto');
  const cwd = path.resolve(runtime.cwd, options.C ?? '.');
  if (options.C !== undefined && !(existsSync(cwd) && statSync(cwd).isDirectory())) {
    throw new KbError('usage', `-C takes a folder; there is none at ${cwd}`, 'kb -C some/folder list');
  }
  // Checked only on use, so that the command itself can report a wrong date: in CI, on the page of the run.
  const dayIn = (zone: string): Day => explicitDay(given, env) ?? calendarDay(zone, runtime.now());
  const progress = (label: string): Progress =>
    options.quiet ? () => undefined : progressLine(label, io.stderr, () => runtime.now().getTime());
  // Loaded on use: help and usage errors need no base.
  let found: Promise<readonly BaseFolder[]> | undefined;
  const folders = (): Promise<readonly BaseFolder[]> =>
    (found ??= import('./base/bases.js').then(({ findBases }) => findBases(cwd, options.base, env, home)));
  const open = async (found: readonly BaseFolder[]): Promise<readonly Base[]> => {
    const { openBase } = await import('./base/base.js');
    const progressLines = { progress: progress('reading cards'), indexing: progress('indexing cards') };
    return Promise.all(found.map((each) => openBase(each, { dayIn, ...progressLines, env, home })));
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
    now: () => runtime.now(),
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

/** The calendar day of a moment in an IANA time zone. */
export function calendarDay(zone: string, moment: Date): Day {
  // Starting Intl takes milliseconds, and UTC does not need it.
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
