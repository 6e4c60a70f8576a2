/** The candidates that a shell can offer, and the choice of those that fit what was typed. */
import { safe } from '../format/escape.js';
import { fold } from '../text/fold.js';
import { beginning, shortened } from '../text/shortened.js';

/** A word that the user may mean. */
export interface Candidate {
  readonly value: string;
  /** The description shown next to it; '' for none. */
  readonly about: string;
  /** Whether it is only the start of a word, so that no space follows. */
  readonly isOpen?: true;
}

/** What can be typed at a place, as far as kb knows; `files` and `folders` are left to the shell. */
export type Answer =
  { readonly is: 'words'; readonly candidates: readonly Candidate[] } | { readonly is: 'files' | 'folders' };

const LONGEST_VALUE = 256;
const LONGEST_ABOUT = 60;

/** Candidates without descriptions. */
export function plain(values: Iterable<string>): Candidate[] {
  return Array.from(values, (value) => ({ value, about: '' }));
}

/** A candidate for each different value, sorted, described by how often it occurs. */
export function counted(values: Iterable<string>, noun: string): Candidate[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Array.from(counts.keys())
    .sort()
    .map((value) => ({ value, about: `${counts.get(value)} ${noun}${counts.get(value) === 1 ? '' : 's'}` }));
}

/**
 * The candidates that start with the word; if there are none, those that do if case is ignored. Never both: a shell replaces the
 * word with their common prefix, which must not be shorter. Values that could not be shown in full are left out.
 */
export function fitting(candidates: readonly Candidate[], word: string): Candidate[] {
  const start = fold(word);
  const exact = typable(candidates.filter(({ value }) => value.startsWith(word)));
  return exact.length > 0 ? exact : typable(candidates.filter(({ value }) => fold(value).startsWith(start)));
}

/** The candidates that can be typed, each value once, with shortened descriptions. */
function typable(candidates: readonly Candidate[]): Candidate[] {
  const known = new Map<string, Candidate>();
  for (const each of candidates) {
    if (known.has(each.value) || !isTypable(each.value)) continue;
    const about = shortened(safe(beginning(each.about, 4 * LONGEST_ABOUT)), LONGEST_ABOUT);
    known.set(each.value, { ...each, about });
  }
  return [...known.values()];
}

/** Whether a value is short and has no line breaks, control characters or invisible characters. */
function isTypable(value: string): boolean {
  return value !== '' && value.length <= LONGEST_VALUE && safe(value) === value;
}
