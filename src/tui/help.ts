/** All keys, mode by mode: the table that steers, as a page. */
import { KEYS, type Binding } from './keys.js';
import type { Mode } from './state.js';

/** A title, a key with what it does, or a blank line. */
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
