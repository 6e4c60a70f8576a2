/** English: Porter's algorithm with the choices that Lunr 2.3.9 made, letter for letter, and Lunr's stop words. */

/** Words that carry no meaning of their own: the list of lunr.stopWordFilter. */
export const ENGLISH_STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'a able about across after all almost also am among an and any are as at be because been but by can cannot could ' +
    'dear did do does either else ever every for from get got had has have he her hers him his how however i if in ' +
    'into is it its just least let like likely may me might most must my neither no nor not of off often on only or ' +
    'other our own rather said say says she should since so some than that the their them then there these they this ' +
    'tis to too twas us wants was we were what when where which while who whom why will with would yet you your'
  ).split(' '),
);

const STEP_2 = new Map(
  Object.entries({
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
  }),
);
const STEP_3 = new Map(
  Object.entries({ icate: 'ic', ative: '', alize: 'al', iciti: 'ic', ical: 'ic', ful: '', ness: '' }),
);
const STEP_4 = new Map(
  'al ance ence er ic able ible ant ement ment ent ou ism ate iti ous ive ize'
    .split(' ')
    .map((suffix) => [suffix, '']),
);

const isVowel = (char: string | undefined): boolean => char !== undefined && 'aeiou'.includes(char);

/** How often a vowel is followed by a consonant; a y is a vowel after a consonant only. */
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

const hasVowel = (stem: string): boolean => /[aeiouy]/.test(stem);
/** Consonants, one vowel, one consonant other than w, x, y: such a stem wants an e (`hop` of `hoping`). */
const isShort = (stem: string): boolean => /^[^aeiou][^aeiouy]*[aeiouy][^aeiouwxy]$/.test(stem);

/** The longest suffix of the table that leaves at least one letter. */
function longestSuffix(word: string, table: ReadonlyMap<string, string>): string | undefined {
  for (let length = Math.min(7, word.length - 1); length >= 2; length--) {
    const suffix = word.slice(-length);
    if (table.has(suffix)) return suffix;
  }
  return undefined;
}

function replaceSuffix(word: string, table: ReadonlyMap<string, string>, least: number): string {
  const suffix = longestSuffix(word, table);
  if (suffix === undefined) return word;
  const stem = word.slice(0, -suffix.length);
  return measure(stem) >= least ? stem + (table.get(suffix) ?? '') : word;
}

function dropPlural(word: string): string {
  if (/.(ss|i)es$/.test(word)) return word.slice(0, -2);
  return /.[^s]s$/.test(word) ? word.slice(0, -1) : word;
}

function dropPast(word: string): string {
  if (/.eed$/.test(word)) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const stem = /^(.+?)(?:ed|ing)$/.exec(word)?.[1];
  if (stem === undefined || !hasVowel(stem)) return word;
  if (/(at|bl|iz)$/.test(stem)) return stem + 'e';
  if (/([^aeiouylsz])\1$/.test(stem)) return stem.slice(0, -1);
  return isShort(stem) ? stem + 'e' : stem;
}

function dropEnding(word: string): string {
  if (longestSuffix(word, STEP_4) !== undefined) return replaceSuffix(word, STEP_4, 2);
  if (!/.[st]ion$/.test(word)) return word;
  const stem = word.slice(0, -3);
  return measure(stem) > 1 ? stem : word;
}

function tidy(word: string): string {
  if (/.e$/.test(word)) {
    const stem = word.slice(0, -1);
    const size = measure(stem);
    if (size > 1 || (size === 1 && !isShort(stem))) word = stem;
  }
  return word.endsWith('ll') && measure(word) > 1 ? word.slice(0, -1) : word;
}

/** Stem of a folded English word, equal to that of `lunr.stemmer` (M. F. Porter, "An algorithm for suffix stripping", 1980). */
export function stemEnglish(word: string): string {
  if (word.length < 3) return word;
  // A y that opens the word is a consonant in every step: a capital is none of the vowels.
  const opensWithY = word.startsWith('y');
  let stem = dropPast(dropPlural(opensWithY ? 'Y' + word.slice(1) : word));
  if (/.[^aeiou]y$/.test(stem)) stem = stem.slice(0, -1) + 'i';
  stem = replaceSuffix(replaceSuffix(stem, STEP_2, 1), STEP_3, 1);
  stem = tidy(dropEnding(stem));
  return opensWithY ? 'y' + stem.slice(1) : stem;
}
