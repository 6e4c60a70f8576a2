/** A query while it is typed: its last word may be the beginning of one. */
import { isFilterKey } from '../catalog/filter.js';

/** The last word, if something is being typed there, with what stands in front of it. */
const LAST = /^(.*?\s)?([^\s"“”„*]*[\p{L}\p{M}\p{N}])$/su;
const KEYED = /^[+-]?([a-z]+):/i;
/** One letter begins most words: it tells nothing, and costs the most. Scripts without spaces have words of one. */
const LETTER =
  /^\+?[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}\p{N}]$/u;

/**
 * The query to ask while `text` is typed: `refund po` asks for `refund po*`. May be empty.
 * A word that is excluded, a filter and a phrase are taken as they are.
 */
export function asTyped(text: string): string {
  const [, before = '', word = ''] = LAST.exec(text) ?? [];
  if (word === '') return text;
  const [, key = ''] = KEYED.exec(word) ?? [];
  if (word.startsWith('-') || key.toLowerCase() === 'in' || isFilterKey(key.toLowerCase())) return text;
  return LETTER.test(word) ? before.trimEnd() : `${text}*`;
}
