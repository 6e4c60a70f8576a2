/**
 * Words of any language: the one way in which documents, queries, snippets and suggestions are cut and stemmed.
 * A word is stemmed by the language of its document where that language uses the word's script; else by the one that
 * stands for the script: English for Latin, Hebrew, Arabic.
 */
import { primaryLanguage } from '../card/language.js';
import { isEnglishStopWord, stemEnglish } from './stemmers/english.js';
import { isArabicStopWord, stemArabic } from './stemmers/arabic.js';
import { isHebrewStopWord, stemHebrew } from './stemmers/hebrew.js';
import { isPolishStopWord, stemPolish } from './stemmers/polish.js';
import { isSnowball, loadSnowball } from './stemmers/snowball.js';
import type { Stemmer } from './stemmers/stemmer.js';
import { tokenize } from './tokens.js';

export { detectLanguage } from './detect.js';
export { tokenize, type Token } from './tokens.js';

const stemmers = new Map<string, Stemmer>([
  ['en', stemEnglish],
  ['he', stemHebrew],
  ['ar', stemArabic],
  ['pl', stemPolish],
]);

/** Scripts that some stemmer is made for. */
export type Script = 'latin' | 'hebrew' | 'arabic' | 'cyrillic' | 'other';

/** The languages that are written in each script; a language that is named nowhere is written in Latin letters. */
const LANGUAGES: Readonly<Record<Exclude<Script, 'latin'>, readonly string[]>> = {
  hebrew: ['he', 'yi'],
  arabic: ['ar', 'fa', 'ur'],
  cyrillic: ['ru', 'uk', 'be', 'bg', 'sr'],
  other: ['th', 'lo', 'km', 'my', 'ja', 'zh', 'ko', 'el', 'hi', 'ka', 'hy'],
};

const DEFAULT_LANGUAGE: Readonly<Record<Script, string>> = {
  latin: 'en',
  hebrew: 'he',
  arabic: 'ar',
  cyrillic: 'und',
  other: 'und',
};

/** Script of a folded word, by its first letter of a script that has a stemmer. */
export function scriptOf(word: string): Script {
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at);
    if (
      (code >= 0x61 && code <= 0x7a) ||
      (code >= 0xc0 && code <= 0x24f) ||
      (code >= 0x1e00 && code <= 0x1eff)
    )
      return 'latin';
    if (code >= 0x400 && code <= 0x52f) return 'cyrillic';
    if (code >= 0x5d0 && code <= 0x5ea) return 'hebrew';
    if ((code >= 0x620 && code <= 0x6ff) || (code >= 0x750 && code <= 0x77f)) return 'arabic';
  }
  return 'other';
}

/** Load the stemmers of these languages. English, Hebrew, Arabic and Polish need it not; languages without one are passed over. */
export async function prepareLanguages(languages: readonly string[]): Promise<void> {
  const missing = new Set(
    languages.map(primaryLanguage).filter((code) => isSnowball(code) && !stemmers.has(code)),
  );
  await Promise.all(
    [...missing].map(async (language) => {
      stemmers.set(language, await loadSnowball(language));
    }),
  );
}

/** The stemmer of a language, undefined where there is none; throws where there is one that nobody loaded. */
function stemmerOf(language: string): Stemmer | undefined {
  const stemmer = stemmers.get(language);
  // To go on without would store other terms than the next process looks for.
  if (!stemmer && isSnowball(language)) throw new Error(`await prepareLanguages(['${language}']) first`);
  return stemmer;
}

function isWrittenIn(language: string, script: Script): boolean {
  if (script !== 'latin') return LANGUAGES[script].includes(language);
  return !Object.values(LANGUAGES).some((languages) => languages.includes(language));
}

/** The language by which a word of such a document is stemmed. */
function languageOf(word: string, language: string): string {
  const script = scriptOf(word);
  return isWrittenIn(language, script) ? language : DEFAULT_LANGUAGE[script];
}

const PLAIN_ENGLISH = /^[a-z]{2,}$/;

/**
 * Letters, hyphens aside, with which every word begins that a document of the language has under a term; null where that
 * cannot be told.
 * Porter's algorithm changes the last letter of what it leaves, at most (`happy`, `happi`).
 */
export function beginningOf(term: string, language: string): string | null {
  return language === 'en' && PLAIN_ENGLISH.test(term) ? term.slice(0, -1) : null;
}

/** Addresses, versions and names of code are terms as they stand; `log-in` is `login`. */
function isPlain(word: string): boolean {
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at);
    if (code >= 0x80) return isPlainUnicode(word);
    if (code !== HYPHEN && (code < 0x61 || code > 0x7a) && (code < 0x41 || code > 0x5a)) return false;
  }
  return word !== '';
}

const HYPHEN = 0x2d;
const isPlainUnicode = (word: string): boolean => /^[\p{L}\p{M}-]+$/u.test(word);

/**
 * Stem of a folded word by a language (BCP 47). Languages without a stemmer leave it as it is. Throws for one of
 * lunr-languages' that {@link prepareLanguages} has not loaded.
 */
export function stem(word: string, language: string): string {
  const stemmer = stemmerOf(primaryLanguage(language));
  if (!isPlain(word)) return word;
  const joined = word.includes('-') ? word.replaceAll('-', '') : word;
  return stemmer ? stemmer(joined) : joined;
}

const stopWords = new Map([
  ['en', isEnglishStopWord],
  ['ar', isArabicStopWord],
  ['he', isHebrewStopWord],
  ['pl', isPolishStopWord],
]);

/** Whether a folded word is left out of the index of a language. */
export function isStopWord(word: string, language: string): boolean {
  return stopWords.get(primaryLanguage(language))?.(word) ?? false;
}

const MOST_REMEMBERED = 50_000;
const remembered = new Map<string, Map<string, string>>();

/** A copy that shares no memory: V8 keeps a whole text alive for a slice of 13 characters or more of it. */
export const detached = (word: string): string => (word.length < 13 ? word : word.split('').join(''));

/** The index term of a folded word in a document of a language; '' for a stop word. */
function termOf(word: string, language: string): string {
  let terms = remembered.get(language);
  if (!terms) remembered.set(language, (terms = new Map<string, string>()));
  let term = terms.get(word);
  if (term === undefined) {
    const kept = detached(word);
    const own = languageOf(kept, language);
    term = isStopWord(kept, own) ? '' : stem(kept, own);
    if (terms.size >= MOST_REMEMBERED) terms.clear();
    terms.set(kept, term);
  }
  return term;
}

/** The index term of one folded word in a document of a language (BCP 47); '' for a stop word. */
export function documentTerm(word: string, language: string): string {
  return termOf(word, primaryLanguage(language));
}

/** What the index stores for a text in a language: its words in order without stop words, stemmed. */
export function documentTerms(text: string, language: string): string[] {
  const primary = primaryLanguage(language);
  const terms: string[] = [];
  for (const token of tokenize(text)) {
    const term = termOf(token.text, primary);
    if (term !== '') terms.push(term);
  }
  return terms;
}

/**
 * The terms under which one folded query word may stand in an index that holds documents of these languages: its stem
 * by each, without repeats; none where it is a stop word in all. Without languages, English.
 */
export function queryTerms(word: string, languages: readonly string[]): string[] {
  const terms = new Set(
    (languages.length > 0 ? languages : ['en']).map((language) => termOf(word, primaryLanguage(language))),
  );
  terms.delete('');
  return [...terms];
}
