/** Hebrew: a light stemmer. It removes attached particles, then endings of number, gender and construct state. */

/** Question words, prepositions, pronouns: in a question like "how do I …", only the words after them matter. */
const STOP_WORDS =
  ' איך כיצד מה מהו מהי מי למה מדוע מתי איפה היכן האם כמה איזה איזו אילו של את על עם אל או גם כי אם אבל רק כל כדי ' +
  'זה זו זאת אלה הוא היא הם הן אני אתה אתם אנחנו יש שלי שלך שלו שלה שלנו שלכם ';

/** Whether a folded word is a Hebrew stop word. */
export const isHebrewStopWord = (word: string): boolean => STOP_WORDS.includes(` ${word} `);

/** Endings, longest first, each with the fewest letters that it must leave. */
const ENDINGS: readonly (readonly [ending: string, least: number])[] = [
  ['ויות', 3],
  ['ותים', 3],
  ['אות', 3],
  ['אים', 3],
  ['יים', 3],
  ['ייה', 3],
  ['יות', 3],
  ['יה', 3],
  ['ית', 3],
  ['אה', 3],
  ['את', 3],
  ['ים', 2],
  ['ות', 2],
  ['ה', 2],
  ['א', 3],
  ['ת', 3],
  ['י', 3],
];

const FINALS: Readonly<Record<string, string>> = { ך: 'כ', ם: 'מ', ן: 'נ', ף: 'פ', ץ: 'צ' };

function dropEnding(word: string): string {
  for (const [ending, least] of ENDINGS) {
    if (word.length - ending.length >= least && word.endsWith(ending)) return word.slice(0, -ending.length);
  }
  return word;
}

/**
 * Removes `and`; `when`, `that`, `from` and `as`, but only before the article, because many nouns begin with these letters;
 * and every leading h, b, l (the article, `in`, `to`): a noun that begins with one loses it too, but in all its forms alike.
 */
function dropPrefixes(word: string): string {
  return word
    .replace(/^ו(?=...)/, '')
    .replace(/^(?:כש|ש|מ|כ)(?=ה...)/, '')
    .replace(/^[הבל]+?(?=[^הבל]..|..$)/, '');
}

/** Returns the stem of a folded Hebrew word. */
export function stemHebrew(word: string): string {
  const letters = word.replace(/[\u0591-\u05c7]/g, '');
  const stem = dropEnding(dropPrefixes(letters)).replace(/[ךםןףץ]/g, (letter) => FINALS[letter] ?? letter);
  return stem || word;
}
