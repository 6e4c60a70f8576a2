/**
 * Arabic: a light stemmer based on light10 (Larkey, Ballesteros and Connell, "Light stemming for Arabic information
 * retrieval", 2007), which also removes attached pronouns and one-letter prepositions.
 */

/** Unifies letters that writers use interchangeably, and removes vowel signs and tatweel. */
function normalize(word: string): string {
  return word
    .replace(/\p{M}|\u0640/gu, '')
    .replace(/أ$/, 'ء')
    .replace(/[أإآٱ]/g, 'ا')
    .replaceAll('ى', 'ي')
    .replaceAll('ة', 'ه');
}

const STOP_WORDS =
  'في من على إلى عن مع هذا هذه ذلك تلك التي الذي الذين كان كانت ما ماذا هو هي هم أن إن لا لم لن قد كل أو ثم بعد ' +
  'قبل بين عند حتى كما أي كم متى أين كيف هل و';
/** Made at the first Arabic word, because a pattern over all marks of Unicode is slow to compile. */
let stopWords: ReadonlySet<string> | undefined;

/** Whether a folded word is an Arabic stop word. */
export function isArabicStopWord(word: string): boolean {
  stopWords ??= new Set(STOP_WORDS.split(' ').map(normalize));
  return stopWords.has(normalize(word));
}

/** The article, alone or after `and`, `so`, `in`, `as`, `for`. */
const ARTICLE = /^[وف]?(?:[بك]?ال|لل)(?=..)/;
/** Plurals, duals, pronouns, the feminine ending. */
const SUFFIX = /(?<=...)(?:كما|هما|كم|هم|هن|نا|ها|ك|ه|ان|ات|ون|ين|يه)$/;
/** The feminine ending in the form that it has before a pronoun. */
const OPEN_T = /(?<=..[^ا])ت$/;
const SHORT_SUFFIX = /(?<=..)(?:[هيا]|ات)$/;
/** One-letter prefixes. A word whose root begins with one of these letters loses it too, but in all its forms alike. */
const PREFIXES = /^[وبلف]+(?=...)/;

/** Returns the stem of a folded Arabic word. */
export function stemArabic(word: string): string {
  let stem = normalize(word).replace(ARTICLE, '');
  for (let shorter = stem.replace(SUFFIX, ''); shorter !== stem; shorter = stem.replace(SUFFIX, '')) {
    stem = shorter.replace(OPEN_T, '');
  }
  return stem.replace(SHORT_SUFFIX, '').replace(PREFIXES, '') || word;
}
