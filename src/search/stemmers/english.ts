/** English: Porter's algorithm with exactly the results of Lunr 2.3.9, and Lunr's stop words. */

/** The list of lunr.stopWordFilter. */
const STOP_WORDS =
  ' a able about across after all almost also am among an and any are as at be because been but by can cannot could ' +
  'dear did do does either else ever every for from get got had has have he her hers him his how however i if in ' +
  'into is it its just least let like likely may me might most must my neither no nor not of off often on only or ' +
  'other our own rather said say says she should since so some than that the their them then there these they this ' +
  'tis to too twas us wants was we were what when where which while who whom why will with would yet you your ';

/** Whether a folded word is an English stop word. */
export const isEnglishStopWord = (word: string): boolean => STOP_WORDS.includes(` ${word} `);

/** Suffix → replacement. Plain literals, because filling Maps takes as long as the rest of a short search. */
type Suffixes = Readonly<Record<string, string>>;

const STEP_2: Suffixes = {
  ational: 'ate',
  tional: 'tion',
  enci: 'ence',
  anci: 'ance',
  izer: 'ize',
  bli: 'ble',
  alli: 'al',
  entli: 'ent',
  eli: 'e',
  ousli: 'ous',
  ization: 'ize',
  ation: 'ate',
  ator: 'ate',
  alism: 'al',
  iveness: 'ive',
  fulness: 'ful',
  ousness: 'ous',
  aliti: 'al',
  iviti: 'ive',
  biliti: 'ble',
  logi: 'log',
};
const STEP_3: Suffixes = { icate: 'ic', ative: '', alize: 'al', iciti: 'ic', ical: 'ic', ful: '', ness: '' };
const STEP_4: Suffixes = {
  ...{ al: '', ance: '', ence: '', er: '', ic: '', able: '', ible: '', ant: '', ement: '', ment: '' },
  ...{ ent: '', ou: '', ism: '', ate: '', iti: '', ous: '', ive: '', ize: '' },
};

const isVowel = (char: string | undefined): boolean => char !== undefined && 'aeiou'.includes(char);

/** Returns how often a vowel is followed by a consonant (Porter's m); y is a vowel only after a consonant. */
function measure(stem: string): number {
  let count = 0;
  let afterVowel = false;
  for (const char of stem) {
    const vowel: boolean = isVowel(char) || (char === 'y' && !afterVowel);
    if (afterVowel && !vowel) count++;
    afterVowel = vowel;
  }
  return count;
}

// Loops instead of patterns: compiling a pattern is slower than stemming the few words of a search.
function hasVowel(stem: string): boolean {
  for (const char of stem) if (isVowel(char) || char === 'y') return true;
  return false;
}

/** Whether a stem is consonants, one vowel, one consonant other than w, x, y. Such a stem gets an e (`hop` of `hoping`). */
function isShort(stem: string): boolean {
  const [first, vowel, last] = [stem[0], stem.at(-2), stem.at(-1) ?? 'w'];
  if (stem.length < 3 || isVowel(first) || !(isVowel(vowel) || vowel === 'y')) return false;
  return !isVowel(last) && !'wxy'.includes(last) && !hasVowel(stem.slice(1, -2));
}

/** Whether the word ends so and is longer than the ending. */
const ends = (word: string, ending: string): boolean => word.length > ending.length && word.endsWith(ending);

/** Returns the longest suffix in the table that leaves at least one letter. */
function longestSuffix(word: string, table: Suffixes): string | undefined {
  for (let length = Math.min(7, word.length - 1); length >= 2; length--) {
    const suffix = word.slice(-length);
    if (Object.hasOwn(table, suffix)) return suffix;
  }
  return undefined;
}

function replaceSuffix(word: string, table: Suffixes, least: number): string {
  const suffix = longestSuffix(word, table);
  if (suffix === undefined) return word;
  const stem = word.slice(0, -suffix.length);
  return measure(stem) >= least ? stem + (table[suffix] ?? '') : word;
}

function dropPlural(word: string): string {
  if (ends(word, 'sses') || ends(word, 'ies')) return word.slice(0, -2);
  return word.length > 2 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

function dropPast(word: string): string {
  if (ends(word, 'eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const ending = ['ed', 'ing'].find((one) => ends(word, one));
  const stem = word.slice(0, -(ending?.length ?? 0));
  if (ending === undefined || !hasVowel(stem)) return word;
  if (['at', 'bl', 'iz'].some((end) => stem.endsWith(end))) return stem + 'e';
  const last = stem.at(-1) ?? '';
  if (last === stem.at(-2) && !isVowel(last) && !'ylsz'.includes(last)) return stem.slice(0, -1);
  return isShort(stem) ? stem + 'e' : stem;
}

function dropEnding(word: string): string {
  if (longestSuffix(word, STEP_4) !== undefined) return replaceSuffix(word, STEP_4, 2);
  if (!ends(word, 'sion') && !ends(word, 'tion')) return word;
  const stem = word.slice(0, -3);
  return measure(stem) > 1 ? stem : word;
}

function tidy(word: string): string {
  if (ends(word, 'e')) {
    const stem = word.slice(0, -1);
    const size = measure(stem);
    if (size > 1 || (size === 1 && !isShort(stem))) word = stem;
  }
  return word.endsWith('ll') && measure(word) > 1 ? word.slice(0, -1) : word;
}

/** Returns the same stem of a folded word as `lunr.stemmer` (M. F. Porter, "An algorithm for suffix stripping", 1980). */
export function stemEnglish(word: string): string {
  if (word.length < 3) return word;
  // An initial y is a consonant in every step, so it is written as a capital, which no step takes for a vowel.
  const opensWithY = word.startsWith('y');
  let stem = dropPast(dropPlural(opensWithY ? 'Y' + word.slice(1) : word));
  if (stem.length > 2 && stem.endsWith('y') && !isVowel(stem.at(-2))) stem = stem.slice(0, -1) + 'i';
  stem = replaceSuffix(replaceSuffix(stem, STEP_2, 1), STEP_3, 1);
  stem = tidy(dropEnding(stem));
  return opensWithY ? 'y' + stem.slice(1) : stem;
}
