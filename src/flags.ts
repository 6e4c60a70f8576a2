/** Options that several commands share: the global ones, filters and formats. */
import { Command, InvalidArgumentError, Option, type OptionValues } from '@commander-js/extra-typings';
import { parseFilter, type Filters } from './catalog/filter.js';
import { addInterval, parseDay, parseInterval, type Day } from './day.js';
import { KbError } from './errors.js';
import type { Io } from './io.js';

/** A Commander program with the global options and nothing else. */
export function globalProgram() {
  return new Command('kb')
    .option('-C <dir>', 'run as if kb was started in this folder')
    .option('-b, --base <name>', 'use this base from ~/.config/kb/config.yaml, or `all` of them')
    .option('--today <date>', 'pretend today is this date (YYYY-MM-DD)')
    .option('--json', 'print JSON (a stable shape with schemaVersion)')
    .addOption(
      new Option('--color <when>', 'when to color the output').choices(['auto', 'always', 'never'] as const),
    )
    .option('--no-pager', 'do not pipe long output through a pager')
    .option('-q, --quiet', 'print only errors on stderr')
    .option('-v, --verbose', 'print more details on stderr')
    .option('--debug', 'print the stack trace of an error');
}

/** Options that every command takes, before or after its name. */
export type GlobalOptions = ReturnType<ReturnType<typeof globalProgram>['opts']>;

/** Filters given as flags; the query language has the same filters as words. */
export interface FilterOptions {
  readonly tag?: string[];
  readonly owner?: string[];
  readonly is?: string[];
  readonly kind?: string[];
  readonly dueBefore?: string;
}

/** Collects the values of a repeatable option. */
export const collect = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

/** Adds the options of every command that lists cards: the filters, `-0`, `--fresh`. */
export function withFilters<A extends unknown[], O extends OptionValues>(command: Command<A, O>) {
  return withSelection(command)
    .option('-0, --null', 'print paths only, each followed by a NUL, for xargs -0')
    .option('--fresh', 'rescan every file first, including untracked ones');
}

/** Adds the filters that select cards. */
export function withSelection<A extends unknown[], O extends OptionValues>(command: Command<A, O>) {
  return command
    .option('-t, --tag <tag>', 'only cards with this tag (repeat to require several)', collect)
    .option(
      '-o, --owner <owner>',
      'only cards of this owner, with or without @ (repeat to match any)',
      collect,
    )
    .option(
      '--is <state>',
      'only cards in this state or for this reason: verified, due, stale, flagged, … (repeat to match any)',
      collect,
    )
    .option('--kind <kind>', 'only cards of this kind (repeat to match any)', collect)
    .option('--due-before <when>', 'only cards due before a date or within an interval (2026-12-31, 2w)');
}

/** Adds `--format`, with the formats of a list of cards. */
export function withFormats<A extends unknown[], O extends OptionValues>(command: Command<A, O>) {
  const formats = ['oneline', 'short', 'full', 'json', 'jsonl'] as const;
  return command.addOption(new Option('-f, --format <form>', 'output format').choices(formats));
}

/** Converts the flags to filters. Throws KbError `usage` if a date or interval cannot be parsed. */
export function filtersFrom(options: FilterOptions, today: Day): Filters {
  return [
    ...(options.tag ?? []).map((tag) => parseFilter('tag', tag)),
    ...(options.owner ?? []).map((owner) => parseFilter('owner', owner)),
    ...(options.is ?? []).map((state) => parseFilter('is', state)),
    ...(options.kind ?? []).map((kind) => parseFilter('kind', kind)),
    ...(options.dueBefore === undefined ? [] : [parseFilter('due', `<${dayAt(options.dueBefore, today)}`)]),
  ];
}

/** Parses a date, or an interval counted from today. */
function dayAt(text: string, today: Day): Day {
  const interval = parseInterval(text);
  const day = parseDay(text) ?? (interval && addInterval(today, interval));
  if (day) return day;
  throw new KbError(
    'usage',
    `--due-before takes a date or an interval; found “${text}”`,
    'kb list --due-before 2026-12-31   kb list --due-before 2w',
  );
}

/** Parses a limit: a whole number, where 0 means no limit. */
export function parseLimit(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Expected a whole number; 0 means no limit.');
  return Number(text);
}

/** Joins words of the command line into one text; a single `-` means standard input. */
export async function inputText(words: readonly string[], io: Pick<Io, 'stdin'>): Promise<string> {
  if (words.length !== 1 || words[0] !== '-') return words.join(' ');
  const { stdin } = io;
  stdin.setEncoding('utf8');
  let text = '';
  for await (const chunk of stdin) text += String(chunk);
  return text;
}
