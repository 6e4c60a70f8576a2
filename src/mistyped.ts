/** Suggests commands to type instead of a command line that Commander refused. */
import { nearest } from './card/nearest.js';
import { quoted } from './text/shell.js';
import { TRUST_STATES } from './trust/trust.js';
import { COMMANDS } from './commands/index.js';

/** Names that other tools use for what kb does. */
const HABITS: ReadonlyMap<string, string> = new Map([
  ['find', 'search'],
  ['grep', 'search'],
  ['ls', 'list'],
  ['cat', 'show'],
  ['get', 'show'],
  ['read', 'show'],
  ['view', 'show'],
  ['log', 'history'],
  ['check', 'lint'],
  ['confirm', 'verify'],
  ['report', 'flag'],
  ['rename', 'mv'],
  ['delete', 'archive'],
  ['rm', 'archive'],
  ['add', 'new'],
  ['create', 'new'],
]);

/** Commands of people who look for an answer. */
const READING: ReadonlySet<string> = new Set(['show', 'open', 'history', 'list', 'stale']);

/** What to type instead; empty if Commander's own suggestion is best. @param argv without `kb` */
export function instead(
  { code, message }: { readonly code: string; readonly message: string },
  argv: readonly string[],
): string[] {
  const [, named = ''] = /'([^]*)'/.exec(message.split('\n(')[0] ?? '') ?? [];
  if (code === 'commander.unknownCommand') return insteadOfCommand(named, argv);
  if (code === 'commander.unknownOption') return insteadOfOption(named, argv);
  if (code === 'commander.excessArguments') return insteadOfWords(argv);
  if (code === 'commander.missingArgument' && named === 'card') return ['kb list   lists the cards'];
  return [];
}

/** For a word that is not a command: the nearest command, and a search for the word. */
function insteadOfCommand(word: string, argv: readonly string[]): string[] {
  const names = new Set(COMMANDS.filter(({ isHidden }) => !isHidden).map(({ name }) => name));
  const meant = HABITS.get(word.toLowerCase()) ?? nearest(word, names);
  const at = argv.indexOf(word);
  const typed = (...instead: readonly string[]): string =>
    ['kb', ...argv.slice(0, at), ...instead, ...argv.slice(at + 1)].map(quoted).join(' ');
  return [
    ...(meant !== undefined && names.has(meant) ? [`${typed(meant)}   did you mean this?`] : []),
    ...(meant === 'search' ? [] : [`${typed('search', word)}   searches the cards for it`]),
  ];
}

/** For words that the command does not take: an owner as a filter, else a search for the words. */
function insteadOfWords([command = '', ...typed]: readonly string[]): string[] {
  const words = typed.filter((word) => word !== '--json');
  // The value of an option would be taken for a word.
  if (!READING.has(command) || words.some((word) => word.startsWith('-'))) return [];
  const [owner] = words;
  const isOwner = words.length === 1 && owner?.startsWith('@');
  if (isOwner && ['list', 'stale'].includes(command)) return [`kb ${command} --owner ${quoted(owner ?? '')}`];
  return [`${['kb', 'search', ...words].map(quoted).join(' ')}   searches the cards for it`];
}

/** For a state used as an option, such as `--stale`: the filter `--is stale`. */
function insteadOfOption(option: string, argv: readonly string[]): string[] {
  const state = TRUST_STATES.find((each) => option === `--${each}`);
  if (state === undefined || !['list', 'search'].some((name) => argv.includes(name))) return [];
  const words = argv.flatMap((each) => (each === option ? ['--is', state] : [each]));
  return [['kb', ...words].map(quoted).join(' ')];
}
