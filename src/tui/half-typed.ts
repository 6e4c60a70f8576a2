/** Completes a filter at the end of a query whose value is still being typed. Pure. */
import { STATUSES } from '../card/card.js';
import { FILTER_KEYS, IS_VALUES, type FilterKey } from '../catalog/filter.js';
import { fold } from '../text/fold.js';
import { counted } from './browsing.js';
import type { Choice, Hit } from './state.js';

export interface HalfTyped {
  /** The query without the filter. */
  readonly before: string;
  readonly key: FilterKey;
  readonly prefix: string;
}

/** The last word, and everything before it. */
const LAST = /^(.*\s)?(\S*)$/su;
const FILTER = /^([a-z]+):(.*)$/is;

/** Returns the filter that is being typed; null if there is none. */
export function halfTyped(query: string): HalfTyped | null {
  const [, before = '', last = ''] = LAST.exec(query) ?? [];
  const [, name = '', prefix = ''] = FILTER.exec(last) ?? [];
  const key = FILTER_KEYS.find((each) => each === name.toLowerCase());
  return key === undefined ? null : { before, key, prefix };
}

/** Returns the values with this prefix as complete filters, most frequent first; none for a date. */
export function endings({ key, prefix }: HalfTyped, cards: readonly Hit[]): readonly Choice[] {
  const start = nameOf(prefix);
  return valuesOf(key, cards).filter(({ label }) => nameOf(label).startsWith(start));
}

/** Whether the typed value is complete. */
export function isWhole({ prefix }: HalfTyped, choices: readonly Choice[]): boolean {
  return choices.some(({ label }) => nameOf(label) === nameOf(prefix));
}

function valuesOf(key: FilterKey, cards: readonly Hit[]): readonly Choice[] {
  const each = (valuesIn: (hit: Hit) => readonly (string | null)[]): readonly Choice[] =>
    counted(
      cards.flatMap((hit) => [...new Set(valuesIn(hit))]).filter((value) => value !== null),
      key,
    );
  const given = (values: readonly string[]): readonly Choice[] =>
    values.map((label) => ({ query: `${key}:${label}`, label, count: 0 }));
  switch (key) {
    case 'is':
      return given(IS_VALUES);
    case 'status':
      return given(STATUSES);
    case 'tag':
      return each(({ row }) => row.tags);
    case 'owner':
      return each(({ trust }) => trust.owner);
    case 'kind':
      return each(({ row }) => [row.kind]);
    case 'lang':
      return each(({ row }) => [row.language]);
    case 'audience':
      return each(({ row }) => [row.audience]);
    case 'verified':
    case 'due':
      return [];
  }
}

/** Folds a value as filters do: `@ana` and `ana` are the same. */
function nameOf(value: string): string {
  return fold(value).replace(/^[@#"]/, '');
}
