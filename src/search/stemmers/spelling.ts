/** Where the Snowball stemmers go wrong on the words of help texts: a few changes of spelling before and after them. */

type Change = readonly [language: string, from: RegExp, to: string];

const BEFORE: readonly Change[] = [
  // Kontos, Videos
  ['de', /(?<=..)os$/, 'o'],
  // The em of System counts as an ending otherwise.
  ['de', /(?:system|problem|modem)$/, '$&e'],
  // Connexions is taken for a verb.
  ['fr', /ions$/, 'ion'],
  // opties, versies
  ['nl', /(?<=..)ies$/, 'ie'],
  // opções, mensagens
  ['pt', /[õã]es$/, 'ão'],
  ['pt', /(?<=..)ens$/, 'em'],
  // Made for the cedilla that was typed before Unicode had the comma.
  ['ro', /ș/g, 'ş'],
  ['ro', /ț/g, 'ţ'],
  ['ru', /ё/g, 'е'],
];

const AFTER: readonly Change[] = [
  // actif, active
  ['fr', /if$/, 'iv'],
  // knop, knoppen; brief, brieven; prijs, prijzen
  ['nl', /([bcdfgklmnprst])\1$/, '$1'],
  ['nl', /v$/, 'f'],
  ['nl', /z$/, 's'],
  // erro, erros
  ['pt', /(?<=..[aeo])s$/, ''],
];

/** Where people leave accents out as they type, the stem goes without them; elsewhere å and a are two letters. */
const ACCENTS_OPTIONAL = new Set(['es', 'fr', 'it', 'pt', 'ro']);

function change(word: string, changes: readonly Change[], language: string): string {
  let text = word;
  for (const [of, from, to] of changes) if (of === language) text = text.replace(from, to);
  return text;
}

/** A folded word in the spelling that the language's stemmer was made for. */
export const respell = (word: string, language: string): string => change(word, BEFORE, language);

/** One stem for forms that the language's stemmer leaves apart. */
export function mend(stem: string, language: string): string {
  const mended = change(stem, AFTER, language);
  return ACCENTS_OPTIONAL.has(language)
    ? mended.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC')
    : mended;
}
