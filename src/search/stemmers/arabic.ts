/**
 * Arabic: a light stemmer after light10 (Larkey, Ballesteros and Connell, "Light stemming for Arabic information
 * retrieval", 2007), widened by the pronouns that a help text hangs on its nouns (`حسابك`, your account).
 */

/** One letter for each family of letters that writers mix, and no vowel signs, tatweel. */
function normalize(word: string): string {
  return word
    .replace(/\p{M}|\u0640/gu, '')
    .replace(/[أإآٱ]/g, 'ا')
    .replaceAll('ى', 'ي')
    .replaceAll('ة', 'ه');
}

/** The article, alone or joined to `and`, `so`, `in`, `as`, `for`. */
const ARTICLE = /^[وف]?(?:[بك]?ال|لل)(?=..)/;
const CONJUNCTION = /^و(?=...)/;
const PRONOUN = /(?<=...)(?:كما|هما|كم|هم|هن|نا|ها|ك)$/;
const PLURAL = /(?<=..)(?:ان|ات|ون|ين|يه)$/;
const FEMININE = /(?<=..)[هي]$/;

/** Stem of a folded Arabic word. */
export function stemArabic(word: string): string {
  let stem = normalize(word);
  const bare = stem.replace(ARTICLE, '');
  stem = bare === stem ? stem.replace(CONJUNCTION, '') : bare;
  const owned = stem.replace(PRONOUN, '');
  // Before a pronoun the feminine ending is written as an ordinary t.
  stem = owned === stem ? stem : owned.replace(/(?<=[^ا]..)ت$/, '');
  stem = stem.replace(PLURAL, '').replace(FEMININE, '');
  return stem || word;
}
