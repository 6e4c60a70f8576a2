/** Where the Snowball stemmers go wrong on the words of help texts: a few changes of spelling before and after them. */
import type { Stemmer } from './stemmer.js';

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
  // fakturan, fakturorna; kontot; meddelandet, lösenordet: these articles are left alone
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
 * The stemmers that leave one ending where two stand on each other, and take the other one from the shorter form
 * (számla → száml, számlák → számla): run again until nothing changes, they give one stem.
 */
const AGAIN = ['da', 'fi', 'hu', 'no', 'ro', 'sv', 'tr'];
/** No word has more endings; a stemmer that goes in circles ends too. */
const ROUNDS = 4;
/** Letters that are left: of `hiba` and `ürün` the stemmers leave two. */
const SHORTEST = 3;

/** Where people leave accents out as they type, the stem goes without them; elsewhere å and a are two letters. */
const ACCENTS_OPTIONAL = ['es', 'fr', 'it', 'pt', 'ro'];

/** A folded word in the spelling that the language's stemmer was made for. */
const respell = (word: string, language: string): string => BEFORE[language]?.(word) ?? word;

/** One stem for forms that the language's stemmer leaves apart. */
function mend(stem: string, language: string): string {
  const mended = AFTER[language]?.(stem) ?? stem;
  return ACCENTS_OPTIONAL.includes(language)
    ? mended.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC')
    : mended;
}

/** Stems by a stemmer of the language, with the changes of spelling around it. */
export function stemBy(stemmer: Stemmer, word: string, language: string): string {
  let stem = respell(word, language);
  if (!AGAIN.includes(language)) return mend(stemmer(stem), language);
  for (let round = 0; round < ROUNDS; round++) {
    const next = mend(stemmer(stem), language);
    if (next === stem || next.length < SHORTEST) break;
    stem = next;
  }
  return stem;
}
