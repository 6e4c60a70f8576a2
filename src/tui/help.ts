/** The content of the help page: all keys by mode, from the same table that handles them. */
import { KEYS, type Binding } from './keys.js';
import type { Mode } from './state.js';

/** A title, a key with its meaning, or (null) a blank line. */
export type HelpLine = { readonly title: string } | Binding | null;

const MODES: readonly (readonly [Mode, string])[] = [
  ['query', 'While you type'],
  ['list', 'In the list'],
  ['card', 'In a card'],
];

let made: readonly HelpLine[] | undefined;

export function helpLines(): readonly HelpLine[] {
  return (made ??= MODES.flatMap(([mode, title]) => [{ title }, ...KEYS[mode], null]).slice(0, -1));
}
