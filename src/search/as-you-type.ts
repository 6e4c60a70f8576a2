/** Queries while they are typed: the last word may be incomplete. */
import { isFilterKey } from '../catalog/filter.js';

/** The last word, if the query ends in one, and the text before it. */
const LAST = /^(.*?\s)?([^\s"“”„*]*[\p{L}\p{M}\p{N}])$/su;
const KEYED = /^[+-]?([a-z]+):/i;
/** A single letter, which as a prefix matches too much and costs most. Scripts without spaces do have one-letter words. */
const LETTER =
  /^\+?[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}\p{N}]$/u;

/**
 * Returns the query to run while `text` is typed: `refund po` becomes `refund po*`. May be empty.
 * Excluded words, filters and phrases stay unchanged.
 */
export function asTyped(text: string): string {
  const [, before = '', word = ''] = LAST.exec(text) ?? [];
  if (word === '') return text;
  const [, key = ''] = KEYED.exec(word) ?? [];
  if (word.startsWith('-') || key.toLowerCase() === 'in' || isFilterKey(key.toLowerCase())) return text;
  return LETTER.test(word) ? before.trimEnd() : `${text}*`;
}
