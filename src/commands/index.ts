/** The list of commands. Help reads this list; the file of a command is loaded only if the command line names it. */
import type { Context } from '../context.js';

export interface CommandEntry {
  readonly name: string;
  /** Heading under which `kb --help` shows it. */
  readonly group: string;
  /** One line, no full stop. */
  readonly summary: string;
  /** Called by programs, not by people: not listed in the help. */
  readonly isHidden?: true;
  /** Loads the command. `getContext` can be called once the arguments are parsed; `commands` is for the few that need the list. */
  readonly load: () => Promise<{
    readonly command: (getContext: () => Context, commands: readonly CommandEntry[]) => unknown;
  }>;
}

const FIND = 'Find an answer:';
const CARE = 'Write and maintain cards:';
const KEEP = 'Keep the base healthy:';
const START = 'Set up:';

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'search',
    group: FIND,
    summary: 'find cards by words, and see whether you can rely on them',
    load: () => import('./search.js'),
  },
  { name: 'show', group: FIND, summary: 'read a card in the terminal', load: () => import('./show.js') },
  {
    name: 'open',
    group: FIND,
    summary: 'open a card on GitHub or GitLab, in the browser',
    load: () => import('./open.js'),
  },
  { name: 'list', group: FIND, summary: 'list cards, filtered and sorted', load: () => import('./list.js') },
  {
    name: 'new',
    group: CARE,
    summary: 'create a card from a template',
    load: () => import('./new.js'),
  },
  {
    name: 'verify',
    group: CARE,
    summary: 'confirm that cards are still correct, and record it',
    load: () => import('./verify.js'),
  },
  {
    name: 'edit',
    group: CARE,
    summary: 'open a card in your editor, and check it when you save',
    load: () => import('./edit.js'),
  },
  {
    name: 'flag',
    group: CARE,
    summary: 'report a problem with a card',
    load: () => import('./flag.js'),
  },
  {
    name: 'history',
    group: CARE,
    summary: 'show who verified a card, when and with what evidence',
    load: () => import('./history.js'),
  },
  {
    name: 'mv',
    group: CARE,
    summary: 'move or rename a card, and update all links to it',
    load: () => import('./mv.js'),
  },
  {
    name: 'archive',
    group: CARE,
    summary: 'archive cards that nobody needs any more, or bring them back',
    load: () => import('./archive.js'),
  },
  {
    name: 'stale',
    group: KEEP,
    summary: 'list cards that are past their date',
    load: () => import('./stale.js'),
  },
  {
    name: 'issues',
    group: KEEP,
    summary: 'open an issue for each card that needs attention, and close it when done',
    load: () => import('./issues.js'),
  },
  {
    name: 'lint',
    group: KEEP,
    summary: 'check cards for problems',
    load: () => import('./lint.js'),
  },
  {
    name: 'diff',
    group: KEEP,
    summary: "summarize a branch's card changes for reviewers",
    load: () => import('./diff.js'),
  },
  {
    name: 'affected',
    group: KEEP,
    summary: 'list cards that describe code which a branch changes',
    load: () => import('./affected.js'),
  },
  {
    name: 'stats',
    group: KEEP,
    summary: 'measure how healthy the base is, today and over time',
    load: () => import('./stats.js'),
  },
  {
    name: 'gaps',
    group: KEEP,
    summary: 'list searches that found nothing useful',
    load: () => import('./gaps.js'),
  },
  {
    name: 'eval',
    group: KEEP,
    summary: 'measure search quality against known answers',
    load: () => import('./eval.js'),
  },
  {
    name: 'owners',
    group: KEEP,
    summary: 'show who owns what, find owners who have left, hand cards over',
    load: () => import('./owners.js'),
  },
  {
    name: 'codeowners',
    group: KEEP,
    summary: 'request reviews from card owners via CODEOWNERS',
    load: () => import('./codeowners.js'),
  },
  {
    name: 'init',
    group: START,
    summary: 'set up a base here, or try kb on existing docs',
    load: () => import('./init.js'),
  },
  {
    name: 'index',
    group: START,
    summary: 'update, inspect or export the search index',
    load: () => import('./index-cards.js'),
  },
  {
    name: 'doctor',
    group: START,
    summary: 'check that everything kb needs is in place',
    load: () => import('./doctor.js'),
  },
  {
    name: 'help',
    group: START,
    summary: 'show help for a command, or a page of the user guide',
    load: () => import('./help.js'),
  },
  {
    name: 'completion',
    group: START,
    summary: 'set up shell completion for commands, cards, tags and owners',
    load: () => import('./completion.js'),
  },
  {
    name: 'complete',
    group: START,
    summary: 'answer a shell that asks what can be typed',
    isHidden: true,
    load: () => import('./complete.js'),
  },
];
