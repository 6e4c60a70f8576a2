/** A filter at the end of a query whose value is still being typed: what it may become. Pure. */
import { STATUSES } from '../card/card.js';
import { FILTER_KEYS, IS_VALUES, type FilterKey } from '../catalog/filter.js';
import { fold } from '../text/fold.js';
import { counted } from './browsing.js';
import type { Choice, Hit } from './state.js';

export interface HalfTyped {
  /** The query without it. */
  readonly before: string;
  readonly key: FilterKey;
  readonly begun: string;
}

/** What is typed last, and what stands in front of it. */
const LAST = /^(.*\s)?(\S*)$/su;
const FILTER = /^([a-z]+):(.*)$/is;

/** Null where no filter is being typed. */
export function halfTyped(query: string): HalfTyped | null {
  const [, before = '', last = ''] = LAST.exec(query) ?? [];
  const [, name = '', begun = ''] = FILTER.exec(last) ?? [];
  const key = FILTER_KEYS.find((each) => each === name.toLowerCase());
  return key === undefined ? null : { before, key, begun };
}

/** Values that begin so, each as a whole filter, the most frequent first; none for a day. */
export function endings({ key, begun }: HalfTyped, cards: readonly Hit[]): readonly Choice[] {
  const start = nameOf(begun);
  return valuesOf(key, cards).filter(({ label }) => nameOf(label).startsWith(start));
}

/** The value stands there whole. */
export function isWhole({ begun }: HalfTyped, choices: readonly Choice[]): boolean {
  return choices.some(({ label }) => nameOf(label) === nameOf(begun));
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

/** `@ana` and `ana` are the same, as for the filter. */
function nameOf(value: string): string {
  return fold(value).replace(/^[@#"]/, '');
}
