/** Corrects the Snowball stemmers where they fail on words of help texts, by spelling changes before and after stemming. */
import type { Stemmer } from './stemmer.js';

type Change = (word: string) => string;

const BEFORE: Readonly<Record<string, Change>> = {
  // Kontos, Videos. Otherwise the em of System counts as an ending.
  de: (word) => word.replace(/(?<=..)os$/, 'o').replace(/(?:system|problem|modem)$/, '$&e'),
  // Otherwise connexions counts as a verb.
  fr: (word) => word.replace(/ions$/, 'ion'),
  // opties, versies
  nl: (word) => word.replace(/(?<=..)ies$/, 'ie'),
  // opções, mensagens
  pt: (word) => word.replace(/[õã]es$/, 'ão').replace(/(?<=..)ens$/, 'em'),
  // The stemmer expects the cedilla, which was typed before Unicode had the comma below.
  ro: (word) => word.replaceAll('ș', 'ş').replaceAll('ț', 'ţ'),
  ru: (word) => word.replaceAll('ё', 'е'),
  // fakturan, fakturorna; kontot; meddelandet, lösenordet: the stemmer does not remove these articles
  sv: (word) =>
    word
      .replace(/(?<=...)orna$/, 'or')
      .replace(/(?<=..[^aeiouyåäö])an$/, 'a')
      .replace(/(?<=...)ot$/, 'o')
      .replace(/(?<=and)et$/, 'e')
      .replace(/(?<=..[^aeiouyåäö])et$/, ''),
};

const AFTER: Readonly<Record<string, Change>> = {
  // brugerne
  da: (stem) => stem.replace(/ern$/, 'er'),
  // actif, active
  fr: (stem) => stem.replace(/if$/, 'iv'),
  // knop, knoppen; brief, brieven; prijs, prijzen
  nl: (stem) =>
    stem
      .replace(/([bcdfgklmnprst])\1$/, '$1')
      .replace(/v$/, 'f')
      .replace(/z$/, 's'),
  // brukerne; program, programmet
  no: (stem) => stem.replace(/ern$/, 'er').replace(/([lmnp])\1$/, '$1'),
  // erro, erros
  pt: (stem) => stem.replace(/(?<=..[aeo])s$/, ''),
  // telefon, telefoane; cont, conturi; serviciu, servicii
  ro: (stem) =>
    stem
      .replace(/(?<=..)oa([nrst])$/, 'o$1')
      .replace(/(?<=...)ur$/, '')
      .replace(/(?<=..)iu$/, ''),
  // program, programmet
  sv: (stem) => stem.replace(/([bdfgklmnprst])\1$/, '$1'),
};

/**
 * Languages whose stemmers remove only one of two endings (számlák → számla, but számla → száml). They run until nothing
 * changes, so that all forms get the same stem.
 */
const AGAIN = ['da', 'fi', 'hu', 'no', 'ro', 'sv', 'tr'];
/** No word has more endings; this also stops a stemmer that goes in circles. */
const ROUNDS = 4;
/** Fewest letters that a stem keeps; the stemmers would leave two of `hiba` and `ürün`. */
const SHORTEST = 3;

/** Languages that people often type without accents, so stems have none. In others å and a are different letters. */
const ACCENTS_OPTIONAL = ['es', 'fr', 'it', 'pt', 'ro'];

/** Returns a folded word in the spelling that the language's stemmer handles best. */
const respell = (word: string, language: string): string => BEFORE[language]?.(word) ?? word;

/** Unifies stems of the same word that the language's stemmer leaves different. */
function unifyStem(stem: string, language: string): string {
  const unified = AFTER[language]?.(stem) ?? stem;
  return ACCENTS_OPTIONAL.includes(language)
    ? unified.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC')
    : unified;
}

/** Stems a folded word with the language's stemmer and the corrections for the language. */
export function stemBy(stemmer: Stemmer, word: string, language: string): string {
  let stem = respell(word, language);
  if (!AGAIN.includes(language)) return unifyStem(stemmer(stem), language);
  for (let round = 0; round < ROUNDS; round++) {
    const next = unifyStem(stemmer(stem), language);
    if (next === stem || next.length < SHORTEST) break;
    stem = next;
  }
  return stem;
}
