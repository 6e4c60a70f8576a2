/** The content of the help page: all keys by mode, from the same table that handles them. */
import { KEYS, type Binding } from './keys.js';
import type { Focus } from './state.js';

/** A title, a key with its meaning, or (null) a blank line. */
export type HelpLine = { readonly title: string } | Binding | null;

const MODES: readonly (readonly [Focus, string])[] = [
  ['query', 'While you type'],
  ['list', 'In the list'],
  ['card', 'In a card'],
];

let made: readonly HelpLine[] | undefined;

/** Returns the line at which the keys of a focus begin, counted from 0. */
export function helpStart(focus: Focus): number {
  const title = MODES.find(([mode]) => mode === focus)?.[1];
  return helpLines().findIndex((line) => line !== null && 'title' in line && line.title === title);
}

export function helpLines(): readonly HelpLine[] {
  return (made ??= MODES.flatMap(([mode, title]) => [{ title }, ...KEYS[mode], null]).slice(0, -1));
}
