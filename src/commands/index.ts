/** The list of commands. Help reads this; a command's own file is loaded only when it is named. */
import type { Context } from '../context.js';

export interface CommandEntry {
  readonly name: string;
  /** Heading under which `kb --help` shows it. */
  readonly group: string;
  /** One line, no full stop. */
  readonly summary: string;
  /** Programs call it, and no person: no help names it. */
  readonly isHidden?: true;
  /** Makes the command; the context exists once the arguments are parsed, and few need to know of the others. */
  readonly load: () => Promise<{
    readonly command: (context: () => Context, commands: readonly CommandEntry[]) => unknown;
  }>;
}

const FIND = 'Find an answer:';
const CARE = 'Look after cards:';
const KEEP = 'Keep the base true:';
const START = 'Set up:';

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'search',
    group: FIND,
    summary: 'find cards by words, with their trust in front',
    load: () => import('./search.js'),
  },
  { name: 'show', group: FIND, summary: 'read a card in the terminal', load: () => import('./show.js') },
  {
    name: 'open',
    group: FIND,
    summary: 'show a card on its forge, in the browser',
    load: () => import('./open.js'),
  },
  { name: 'list', group: FIND, summary: 'list cards, filtered and sorted', load: () => import('./list.js') },
  {
    name: 'new',
    group: CARE,
    summary: 'write a new card from a template',
    load: () => import('./new.js'),
  },
  {
    name: 'verify',
    group: CARE,
    summary: 'say that cards are still true, and record it',
    load: () => import('./verify.js'),
  },
  {
    name: 'edit',
    group: CARE,
    summary: 'open a card in your editor, and check it when it is saved',
    load: () => import('./edit.js'),
  },
  {
    name: 'flag',
    group: CARE,
    summary: 'say that something is wrong with a card',
    load: () => import('./flag.js'),
  },
  {
    name: 'history',
    group: CARE,
    summary: 'tell who verified a card, when and with what evidence',
    load: () => import('./history.js'),
  },
  {
    name: 'mv',
    group: CARE,
    summary: 'move or rename a card, with all links to it',
    load: () => import('./mv.js'),
  },
  {
    name: 'archive',
    group: CARE,
    summary: 'retire cards that nobody needs any more, or bring them back',
    load: () => import('./archive.js'),
  },
  {
    name: 'stale',
    group: KEEP,
    summary: 'list the cards that may no longer be relied on',
    load: () => import('./stale.js'),
  },
  {
    name: 'issues',
    group: KEEP,
    summary: 'keep an issue on the forge for each card that needs a look',
    load: () => import('./issues.js'),
  },
  {
    name: 'lint',
    group: KEEP,
    summary: 'check cards for what is wrong or out of date',
    load: () => import('./lint.js'),
  },
  {
    name: 'diff',
    group: KEEP,
    summary: 'tell reviewers what a branch does to the cards',
    load: () => import('./diff.js'),
  },
  {
    name: 'affected',
    group: KEEP,
    summary: 'list the cards that describe code which a branch changes',
    load: () => import('./affected.js'),
  },
  {
    name: 'stats',
    group: KEEP,
    summary: 'say how healthy the base is, today and over time',
    load: () => import('./stats.js'),
  },
  {
    name: 'gaps',
    group: KEEP,
    summary: 'say what people looked for and did not find',
    load: () => import('./gaps.js'),
  },
  {
    name: 'eval',
    group: KEEP,
    summary: 'measure how well a search answers queries whose cards you know',
    load: () => import('./eval.js'),
  },
  {
    name: 'owners',
    group: KEEP,
    summary: 'show who looks after what, find owners who are gone, hand cards over',
    load: () => import('./owners.js'),
  },
  {
    name: 'codeowners',
    group: KEEP,
    summary: 'have the owner of a card asked when a pull request touches it',
    load: () => import('./codeowners.js'),
  },
  {
    name: 'init',
    group: START,
    summary: 'set up a base here, or find out how an existing docs repo fits',
    load: () => import('./init.js'),
  },
  {
    name: 'index',
    group: START,
    summary: 'bring the search index up to date, look into it, or export it',
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
    summary: 'show the help of a command, or a page of the user guide',
    load: () => import('./help.js'),
  },
  {
    name: 'completion',
    group: START,
    summary: 'have your shell complete commands, cards, tags and owners',
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
