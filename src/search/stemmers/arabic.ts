/**
 * Arabic: a light stemmer after light10 (Larkey, Ballesteros and Connell, "Light stemming for Arabic information
 * retrieval", 2007), widened by the pronouns and one-letter prepositions that Arabic writes on to its nouns.
 */

/** One letter for each family of letters that writers mix; no vowel signs, no tatweel. */
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
/** Made for the first Arabic word: patterns over all marks of Unicode are dear. */
let stopWords: ReadonlySet<string> | undefined;

/** Whether a folded word is one of the little words of Arabic. */
export function isArabicStopWord(word: string): boolean {
  stopWords ??= new Set(STOP_WORDS.split(' ').map(normalize));
  return stopWords.has(normalize(word));
}

/** The article, alone or with `and`, `so`, `in`, `as`, `for` before it. */
const ARTICLE = /^[وف]?(?:[بك]?ال|لل)(?=..)/;
/** Plurals, duals, pronouns, the feminine ending. */
const SUFFIX = /(?<=...)(?:كما|هما|كم|هم|هن|نا|ها|ك|ه|ان|ات|ون|ين|يه)$/;
/** The feminine ending as it is written before a pronoun. */
const OPEN_T = /(?<=..[^ا])ت$/;
const SHORT_SUFFIX = /(?<=..)(?:[هيا]|ات)$/;
/** Words that begin with one of these letters lose it in all their forms alike: no list tells which have it from birth. */
const PREFIXES = /^[وبلف]+(?=...)/;

/** Stem of a folded Arabic word. */
export function stemArabic(word: string): string {
  let stem = normalize(word).replace(ARTICLE, '');
  for (let shorter = stem.replace(SUFFIX, ''); shorter !== stem; shorter = stem.replace(SUFFIX, '')) {
    stem = shorter.replace(OPEN_T, '');
  }
  return stem.replace(SHORT_SUFFIX, '').replace(PREFIXES, '') || word;
}
