/**
 * Polish: a light stemmer written for kb. It removes diacritics, so that text typed without them is found too; then one
 * ending of case or person; then one suffix that verbs share with their nouns; then it unifies sounds that inflection changes.
 */

const STOP_WORDS =
  ' jak jaki jaka jakie co czy gdzie kiedy dlaczego czemu kto który która które i oraz lub albo a ale w we z ze na do od ' +
  'po za o u dla przy przez przed się ten ta te jest są być mój moja moje mnie mi ';

/** Whether a folded word is a Polish stop word. */
export const isPolishStopWord = (word: string): boolean => STOP_WORDS.includes(` ${word} `);

const PLAIN: Readonly<Record<string, string>> = {
  ...{ ą: 'a', ć: 'c', ę: 'e', ł: 'l', ń: 'n', ó: 'o', ś: 's', ź: 'z', ż: 'z' },
};

/** Longest first. */
const ENDINGS = (
  'iego iemu iowi owie iach iami iem iom iej ych ich ach ami ymi imi ego emu owi ie ia ii iu io em om ow ej ym im ' +
  'a e i o u y'
).split(' ');
const SUFFIXES = 'ujesz owan owac owal ujac ujem ajac acj ien iac uj an en on ac ic yc ec aj'.split(' ');

/** Removes the first ending that matches and leaves at least `least` letters, one of them a vowel. */
function drop(word: string, endings: readonly string[], least: number): string {
  for (const ending of endings) {
    if (word.length - ending.length >= least && word.endsWith(ending)) {
      const stem = word.slice(0, -ending.length);
      if (/[aeiouy]/.test(stem)) return stem;
    }
  }
  return word;
}

/** Nouns whose last letters only look like an ending. */
const KEPT = /^.*(?:problem|system|modem)/;
/** Stems that change inside → the stem of the other forms. */
const IRREGULAR = new Map([
  ['blad', 'bled'],
  ['miesiac', 'miesiec'],
  ['tydzien', 'tygodn'],
]);

function dropCase(word: string): string {
  const kept = KEPT.exec(word)?.[0];
  if (kept !== undefined && (kept === word || ENDINGS.includes(word.slice(kept.length)))) return kept;
  const stem = drop(word, ENDINGS, 3);
  const ending = word.slice(stem.length);
  // przeglądarka, przeglądarce; użytkownik, użytkownicy
  if (ending === 'e' && /[rnlzjtp]c$/.test(stem)) return stem.slice(0, -1) + 'k';
  if (ending === 'y' && stem.endsWith('wnic')) return stem.slice(0, -1) + 'k';
  return IRREGULAR.get(stem) ?? stem;
}

/** Unifies the spelling of sounds that alternate at the end of a stem. */
function level(stem: string): string {
  return stem
    .replace(/(?<=..)i?ek$/, 'k')
    .replace(/(?<=.)sel$/, 'sl')
    .replace(/(?<=.)kien$/, 'kn')
    .replace(/(?<=..)rz$/, 'r')
    .replace(/(?<=..)dz$/, 'd')
    .replace(/(?<=..)t$/, 'c');
}

/** Returns the stem of a folded Polish word. */
export function stemPolish(word: string): string {
  const plain = word
    .replace(/[^aeiouy]eł$/, (end) => end.charAt(0) + 'ł')
    .replace(/[ąćęłńóśźż]/g, (c) => PLAIN[c] ?? c);
  return level(drop(dropCase(plain), SUFFIXES, 4));
}
