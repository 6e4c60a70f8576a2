/** Key bindings by mode: one table for handling keys, for the footer and for the help. */
import type { Key } from './decode.js';
import type { ActionName, Mode } from './state.js';

/** Everything that the user can do on the screen. */
export type Command =
  | 'up'
  | 'down'
  | 'page-up'
  | 'page-down'
  | 'half-up'
  | 'half-down'
  | 'first'
  | 'last'
  | 'left'
  | 'right'
  | 'start'
  | 'end'
  | 'erase'
  | 'erase-next'
  | 'erase-word'
  | 'erase-line'
  | 'read'
  | 'back'
  | 'focus'
  | 'query'
  | 'next-match'
  | 'previous-match'
  | 'next-card'
  | 'previous-card'
  | 'card-down'
  | 'card-up'
  | 'browse'
  | 'accept'
  | 'help'
  | ActionName
  | 'redraw'
  | 'suspend'
  | 'quit';

export interface Binding {
  readonly does: Command;
  /** The footer shows the first one. */
  readonly keys: readonly string[];
  /** In the help: a short sentence. */
  readonly says: string;
  /** In the footer: a word; absent if the help is enough. */
  readonly short?: string;
}

const ANYWHERE: readonly Binding[] = [
  { does: 'redraw', keys: ['ctrl-l'], says: 'redraw the screen' },
  { does: 'suspend', keys: ['ctrl-z'], says: 'suspend to the shell; fg comes back' },
  { does: 'quit', keys: ['ctrl-c'], says: 'quit' },
];

const TYPING: readonly Binding[] = [
  { does: 'left', keys: ['left', 'ctrl-b'], says: 'a letter back' },
  { does: 'right', keys: ['right', 'ctrl-f'], says: 'a letter on' },
  { does: 'start', keys: ['home', 'ctrl-a'], says: 'to the start of the line' },
  { does: 'end', keys: ['end', 'ctrl-e'], says: 'to its end' },
  { does: 'erase', keys: ['backspace'], says: 'erase a letter' },
  { does: 'erase-next', keys: ['delete', 'ctrl-d'], says: 'erase the letter under the cursor' },
  { does: 'erase-word', keys: ['ctrl-w', 'alt-backspace'], says: 'erase a word' },
  { does: 'erase-line', keys: ['ctrl-u'], says: 'erase everything before the cursor' },
];

const ACTION_KEYS: readonly Binding[] = [
  { does: 'copy', keys: ['y'], says: 'copy the answer, as text to send', short: 'copy' },
  { does: 'copy-link', keys: ['Y'], says: 'copy its URL' },
  { does: 'edit', keys: ['e'], says: 'edit the card where it answers', short: 'edit' },
  { does: 'verify', keys: ['v'], says: 'verify it, in one commit', short: 'verify' },
  { does: 'flag', keys: ['f'], says: 'flag a problem, in one commit', short: 'flag' },
  { does: 'open', keys: ['o'], says: 'open it in the browser' },
  { does: 'browse', keys: ['b'], says: 'cards by due date, owner or tag', short: 'browse' },
];

const BESIDE: readonly Binding[] = [
  { does: 'card-down', keys: ['shift-down'], says: 'scroll down in the card next to it' },
  { does: 'card-up', keys: ['shift-up'], says: 'scroll up in the card next to it' },
];

const QUERY: readonly Binding[] = [
  { does: 'down', keys: ['down', 'ctrl-n', 'ctrl-j'], says: 'the next card' },
  { does: 'up', keys: ['up', 'ctrl-p', 'ctrl-k'], says: 'the previous card', short: 'choose' },
  { does: 'read', keys: ['enter'], says: 'read the card', short: 'read' },
  { does: 'focus', keys: ['tab'], says: 'go to the list, where letters are commands', short: 'list' },
  { does: 'back', keys: ['esc'], says: 'clear the query', short: 'clear' },
  { does: 'copy', keys: ['ctrl-y'], says: 'copy the answer, as text to send', short: 'copy' },
  { does: 'page-down', keys: ['pagedown'], says: 'a page of cards down' },
  { does: 'page-up', keys: ['pageup'], says: 'a page of cards up' },
  ...BESIDE,
  ...TYPING,
  { does: 'help', keys: ['f1'], says: 'this help; with an empty query also ?', short: 'help' },
  ...ANYWHERE.filter(({ does }) => does !== 'quit'),
  { does: 'quit', keys: ['ctrl-c'], says: 'quit; with an empty query also Ctrl-D', short: 'quit' },
];

const MOVING: readonly Binding[] = [
  { does: 'half-down', keys: ['ctrl-d'], says: 'half a page down' },
  { does: 'half-up', keys: ['ctrl-u'], says: 'half a page up' },
  { does: 'page-down', keys: ['pagedown', 'space', 'ctrl-f'], says: 'a page down' },
  { does: 'page-up', keys: ['pageup', 'ctrl-b'], says: 'a page up' },
  { does: 'first', keys: ['g', 'home'], says: 'to the top' },
  { does: 'last', keys: ['G', 'end'], says: 'to the end' },
];

const LAST: readonly Binding[] = [
  { does: 'query', keys: ['/', 'i'], says: 'type in the query', short: 'search' },
  { does: 'help', keys: ['?', 'f1'], says: 'this help', short: 'help' },
  { does: 'quit', keys: ['q'], says: 'quit', short: 'quit' },
  ...ANYWHERE,
];

const LIST: readonly Binding[] = [
  { does: 'down', keys: ['j', 'down', 'ctrl-n', 'ctrl-j'], says: 'the next card' },
  { does: 'up', keys: ['k', 'up', 'ctrl-p', 'ctrl-k'], says: 'the previous card', short: 'choose' },
  { does: 'read', keys: ['enter', 'l', 'right'], says: 'read the card', short: 'read' },
  { does: 'back', keys: ['esc'], says: 'back to the query' },
  { does: 'focus', keys: ['tab'], says: 'go to the query' },
  ...ACTION_KEYS,
  ...MOVING,
  ...BESIDE,
  ...LAST,
];

const CARD: readonly Binding[] = [
  { does: 'down', keys: ['j', 'down', 'ctrl-j'], says: 'a line down' },
  { does: 'up', keys: ['k', 'up', 'ctrl-k'], says: 'a line up', short: 'scroll' },
  { does: 'next-card', keys: ['ctrl-n', ']'], says: 'read the next card' },
  { does: 'previous-card', keys: ['ctrl-p', '['], says: 'read the previous card' },
  { does: 'back', keys: ['esc', 'h', 'left'], says: 'back to the cards', short: 'back' },
  { does: 'focus', keys: ['tab'], says: 'go to the query' },
  ...ACTION_KEYS,
  { does: 'next-match', keys: ['n'], says: 'to the next search word', short: 'next match' },
  { does: 'previous-match', keys: ['N'], says: 'to the previous one' },
  ...MOVING,
  ...LAST,
];

const PROMPT: readonly Binding[] = [
  { does: 'accept', keys: ['enter'], says: 'confirm', short: 'confirm' },
  { does: 'back', keys: ['esc'], says: 'cancel', short: 'cancel' },
  { does: 'down', keys: ['down', 'ctrl-n'], says: 'a line down in what has changed' },
  { does: 'up', keys: ['up', 'ctrl-p'], says: 'a line up', short: 'scroll' },
  { does: 'page-down', keys: ['pagedown'], says: 'a page down' },
  { does: 'page-up', keys: ['pageup'], says: 'a page up' },
  ...TYPING,
  ...ANYWHERE,
];

const MENU: readonly Binding[] = [
  { does: 'down', keys: ['j', 'down', 'ctrl-n', 'ctrl-j'], says: 'the next one' },
  { does: 'up', keys: ['k', 'up', 'ctrl-p', 'ctrl-k'], says: 'the previous one', short: 'choose' },
  { does: 'right', keys: ['tab', 'right', 'l'], says: 'the next grouping', short: 'due, owner, tag' },
  { does: 'left', keys: ['shift-tab', 'left', 'h'], says: 'the previous grouping' },
  { does: 'accept', keys: ['enter'], says: 'show the cards', short: 'show cards' },
  { does: 'back', keys: ['esc', 'q', 'b'], says: 'close', short: 'close' },
  ...MOVING,
  ...ANYWHERE,
];

const HELP: readonly Binding[] = [
  { does: 'down', keys: ['j', 'down'], says: 'a line down' },
  { does: 'up', keys: ['k', 'up'], says: 'a line up', short: 'scroll' },
  ...MOVING,
  { does: 'back', keys: ['esc', 'q', '?', 'f1', 'enter'], says: 'close', short: 'close' },
  ...ANYWHERE,
];

export const KEYS: Readonly<Record<Mode, readonly Binding[]>> = {
  query: QUERY,
  list: LIST,
  card: CARD,
  help: HELP,
  prompt: PROMPT,
  menu: MENU,
};

/** Commands that the footer leaves out while the user types and no card matches. */
export const NEEDS_CARD: ReadonlySet<Command> = new Set(['up', 'read', 'focus', 'copy']);

/** Commands about the cards of the answer, which therefore wait until the query is answered. */
export const NEEDS_ANSWER: ReadonlySet<Command> = new Set([
  ...['read', 'copy', 'copy-link', 'edit', 'verify', 'flag', 'open'],
  ...['up', 'down', 'page-up', 'page-down', 'half-up', 'half-down', 'first', 'last'],
] as const);

const BY_KEY = new Map(
  Object.entries(KEYS).map(([mode, bindings]) => [
    mode,
    new Map(bindings.flatMap(({ keys, does }) => keys.map((key) => [key, does] as const))),
  ]),
);

/** Returns what a key means in a mode: a command, or text for the field; null if nothing. */
export function meaning(
  key: Key,
  mode: Mode,
): { readonly command: Command } | { readonly typed: string } | null {
  if ('pasted' in key) return isTyping(mode) ? { typed: key.pasted } : null;
  const bindings = BY_KEY.get(mode);
  const command = bindings?.get(key.name) ?? bindings?.get(key.name.replace(/^shift-/, ''));
  if (command !== undefined) return { command };
  if (!isTyping(mode)) return null;
  if (key.name === 'space') return { typed: ' ' };
  return isCharacter(key.name) ? { typed: key.name } : null;
}

function isTyping(mode: Mode): boolean {
  return mode === 'query' || mode === 'prompt';
}

/** Whether a key is a printable character: names of other keys are longer than one. */
function isCharacter(name: string): boolean {
  return String.fromCodePoint(name.codePointAt(0) ?? 0) === name && !/\p{Cc}/u.test(name);
}

const SHOWN: ReadonlyMap<string, readonly [unicode: string, ascii: string]> = new Map([
  ['up', ['↑', 'Up']],
  ['down', ['↓', 'Down']],
  ['left', ['←', 'Left']],
  ['right', ['→', 'Right']],
]);

const NAMES: ReadonlyMap<string, string> = new Map([
  ['enter', 'Enter'],
  ['esc', 'Esc'],
  ['tab', 'Tab'],
  ['space', 'Space'],
  ['home', 'Home'],
  ['end', 'End'],
  ['pageup', 'PgUp'],
  ['pagedown', 'PgDn'],
  ['backspace', 'Backspace'],
  ['delete', 'Del'],
  ['f1', 'F1'],
]);

/** Returns a key as it is labeled on keyboards. */
export function shownKey(key: string, unicode: boolean): string {
  const arrow = SHOWN.get(key);
  if (arrow) return arrow[unicode ? 0 : 1];
  const held = /^(ctrl|alt|shift)-(.+)$/.exec(key);
  if (held) {
    const [, modifier = '', letter = ''] = held;
    return `${modifier.charAt(0).toUpperCase()}${modifier.slice(1)}-${letter.length === 1 ? letter.toUpperCase() : shownKey(letter, unicode)}`;
  }
  return NAMES.get(key) ?? key;
}
