/** A test of rows before they are read, for filters that leave out most of them. */
import { fold } from '../text/fold.js';
import type { Filters } from './filter.js';

/** Stands in a folded text wherever a part of the text is folded to it; JSON writes it as it is. */
const PLAIN = /^[a-z0-9 ._/-]+$/;

/** Tells of the text that a row is kept as; false only where the row lacks a tag, so that it cannot pass. */
export function mayPass(filters: Filters): (kept: string) => boolean {
  const tags = filters.flatMap((filter) =>
    filter.key === 'tag' && !filter.negated && PLAIN.test(filter.value) ? [filter.value] : [],
  );
  return (kept) => tags.every((tag) => fold(kept).includes(tag));
}
