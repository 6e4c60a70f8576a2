/** Whether words follow each other in a text, in any inflection of the text's language. */
import { tokenize } from './language.js';
import { termIn, wordsOf, type Unit } from './units.js';

/**
 * A text in the form in which phrases are looked up: the stems of its words, a space between words that are apart.
 * It starts and ends with a space.
 */
export function phraseText(text: string, language: string): string {
  return ` ${joinStems(wordsOf(tokenize(text)).units, language)} `;
}

/** Whether the phrase stands in a text that phraseText made, with the same language. */
export function hasPhrase(text: string, phrase: string, language: string): boolean {
  const { units } = wordsOf(tokenize(phrase));
  if (units.length === 0) return true;
  const stems = joinStems(units, language);
  // Where no spaces are written, a text may be cut into words at other places than the phrase.
  const [start, end] = [isUnspaced(units[0]) ? '' : ' ', isUnspaced(units.at(-1)) ? '' : ' '];
  return text.includes(start + stems + end);
}

function joinStems(units: readonly Unit[], language: string): string {
  return units.map(({ text, joined }, i) => (i > 0 && !joined ? ' ' : '') + termIn(text, language)).join('');
}

const UNSPACED =
  /^[\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmer}\p{scx=Myanmar}\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]/u;

function isUnspaced(unit: Unit | undefined): boolean {
  return unit !== undefined && UNSPACED.test(unit.text);
}
