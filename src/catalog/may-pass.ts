/** A quick test of stored rows before they are decoded, for filters that exclude most of them. */
import { fold } from '../text/fold.js';
import type { Filters } from './filter.js';

/** Values that JSON does not escape and that fold the same alone and within a longer text. */
const PLAIN = /^[a-z0-9 ._/-]+$/;

/** Returns a test of a row's stored text; it is false only if a required tag is missing, so that the row cannot pass. */
export function mayPass(filters: Filters): (kept: string) => boolean {
  const tags = filters.flatMap((filter) =>
    filter.key === 'tag' && !filter.negated && PLAIN.test(filter.value) ? [filter.value] : [],
  );
  return (kept) => tags.every((tag) => fold(kept).includes(tag));
}
