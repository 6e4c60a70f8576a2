/** What a shell may put on the user's line, and which of it fits what is typed. */
import { safe } from '../format/escape.js';
import { fold } from '../text/fold.js';
import { beginning, shortened } from '../text/shortened.js';

/** One word that could be meant. */
export interface Candidate {
  readonly value: string;
  /** What is shown beside it; '' for nothing. */
  readonly about: string;
  /** It is only the beginning of a word: no space follows. */
  readonly isOpen?: true;
}

/** What can be typed in a place, as far as kb knows; files are the shell's to find. */
export type Answer =
  { readonly is: 'words'; readonly candidates: readonly Candidate[] } | { readonly is: 'files' | 'folders' };

const LONGEST_VALUE = 256;
const LONGEST_ABOUT = 60;

/** Words that need nothing said beside them. */
export function plain(values: Iterable<string>): Candidate[] {
  return Array.from(values, (value) => ({ value, about: '' }));
}

/** A word for each value, sorted, with how many times it is there. */
export function counted(values: Iterable<string>, noun: string): Candidate[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Array.from(counts.keys())
    .sort()
    .map((value) => ({ value, about: `${counts.get(value)} ${noun}${counts.get(value) === 1 ? '' : 's'}` }));
}

/**
 * The candidates that begin as the word does, else those that do so apart from case: a shell puts what they have in common in
 * its place, which must not be shorter. A value that could not be seen whole on the line is none.
 */
export function fitting(candidates: readonly Candidate[], word: string): Candidate[] {
  const start = fold(word);
  const exact = typable(candidates.filter(({ value }) => value.startsWith(word)));
  return exact.length > 0 ? exact : typable(candidates.filter(({ value }) => fold(value).startsWith(start)));
}

/** Each value once. */
function typable(candidates: readonly Candidate[]): Candidate[] {
  const known = new Map<string, Candidate>();
  for (const each of candidates) {
    if (known.has(each.value) || !isTypable(each.value)) continue;
    const about = shortened(safe(beginning(each.about, 4 * LONGEST_ABOUT)), LONGEST_ABOUT);
    known.set(each.value, { ...each, about });
  }
  return [...known.values()];
}

/** Nothing in it ends a line, steers a terminal or hides. */
function isTypable(value: string): boolean {
  return value !== '' && value.length <= LONGEST_VALUE && safe(value) === value;
}
