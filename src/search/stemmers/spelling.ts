/** Where the Snowball stemmers go wrong on the words of help texts: a few changes of spelling before and after them. */

type Change = (word: string) => string;

const BEFORE: Readonly<Record<string, Change>> = {
  // Kontos, Videos. The em of System counts as an ending otherwise.
  de: (word) => word.replace(/(?<=..)os$/, 'o').replace(/(?:system|problem|modem)$/, '$&e'),
  // Connexions is taken for a verb.
  fr: (word) => word.replace(/ions$/, 'ion'),
  // opties, versies
  nl: (word) => word.replace(/(?<=..)ies$/, 'ie'),
  // opções, mensagens
  pt: (word) => word.replace(/[õã]es$/, 'ão').replace(/(?<=..)ens$/, 'em'),
  // Made for the cedilla that was typed before Unicode had the comma.
  ro: (word) => word.replaceAll('ș', 'ş').replaceAll('ț', 'ţ'),
  ru: (word) => word.replaceAll('ё', 'е'),
};

const AFTER: Readonly<Record<string, Change>> = {
  // actif, active
  fr: (stem) => stem.replace(/if$/, 'iv'),
  // knop, knoppen; brief, brieven; prijs, prijzen
  nl: (stem) =>
    stem
      .replace(/([bcdfgklmnprst])\1$/, '$1')
      .replace(/v$/, 'f')
      .replace(/z$/, 's'),
  // erro, erros
  pt: (stem) => stem.replace(/(?<=..[aeo])s$/, ''),
};

/** Where people leave accents out as they type, the stem goes without them; elsewhere å and a are two letters. */
const ACCENTS_OPTIONAL = ['es', 'fr', 'it', 'pt', 'ro'];

/** A folded word in the spelling that the language's stemmer was made for. */
export const respell = (word: string, language: string): string => BEFORE[language]?.(word) ?? word;

/** One stem for forms that the language's stemmer leaves apart. */
export function mend(stem: string, language: string): string {
  const mended = AFTER[language]?.(stem) ?? stem;
  return ACCENTS_OPTIONAL.includes(language)
    ? mended.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC')
    : mended;
}
