/** The options that several commands share: the global ones and the filters of `list` and `search`. */
import { Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import type { ColorChoice } from './io.js';

/** Options that every command takes, before or after its name. */
export interface GlobalOptions {
  readonly C?: string;
  readonly base?: string;
  readonly today?: string;
  readonly json?: true;
  readonly color?: ColorChoice;
  readonly pager: boolean;
  readonly quiet?: true;
  readonly verbose?: true;
  readonly debug?: true;
}

/** A program with the global options and nothing else. */
export function globalProgram(): Command<[], GlobalOptions> {
  return new Command('kb')
    .option('-C <dir>', 'work as if kb was started in this folder')
    .option('-b, --base <name>', 'ask this base of ~/.config/kb/config.yaml, or `all` of them')
    .option('--today <date>', 'take this day (YYYY-MM-DD) as today')
    .option('--json', 'answer in JSON (a stable shape with schemaVersion)')
    .addOption(
      new Option('--color <when>', 'colour the output').choices(['auto', 'always', 'never'] as const),
    )
    .option('--no-pager', 'never send a long answer through a pager')
    .option('-q, --quiet', 'say nothing on stderr but errors')
    .option('-v, --verbose', 'say more on stderr')
    .option('--debug', 'show where an error comes from') as unknown as Command<[], GlobalOptions>;
}

/** What `list` and `search` can be narrowed to by flags; the query language has the same filters as words. */
export interface FilterOptions {
  readonly tag?: string[];
  readonly owner?: string[];
  readonly is?: string[];
  readonly kind?: string[];
  readonly dueBefore?: string;
}

const collect = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

/** Adds the filters to a command. */
export function withFilters<A extends unknown[], O extends object>(
  command: Command<A, O>,
): Command<A, O & FilterOptions> {
  return command
    .option('-t, --tag <tag>', 'only cards with this tag (repeat for more: all must be there)', collect)
    .option(
      '-o, --owner <owner>',
      'only cards of this owner, with or without @ (repeat for any of them)',
      collect,
    )
    .option(
      '--is <state>',
      'only cards in this state or for this reason: verified, due, stale, flagged, … (repeat for any of them)',
      collect,
    )
    .option('--kind <kind>', 'only cards of this kind (repeat for any of them)', collect)
    .option(
      '--due-before <when>',
      'only cards due before a date or within an interval: 2026-12-31, 2w',
    ) as unknown as Command<A, O & FilterOptions>;
}

/** Reads a limit: a whole number, 0 = no limit. */
export function parseLimit(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Expected a whole number; 0 means no limit.');
  return Number(text);
}
