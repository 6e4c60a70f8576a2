/**
 * Splits and stems text of any language, in the same way for documents, queries, snippets and suggestions.
 * A word is stemmed in the language of its document if that language uses the word's script; otherwise in the script's
 * default language: English for Latin, Hebrew, Arabic.
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

/** Scripts for which there is a stemmer. */
export type Script = 'latin' | 'hebrew' | 'arabic' | 'cyrillic' | 'other';

/** The languages that are written in each script; any other language is assumed to use the Latin script. */
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

/** Returns the script of a folded word: that of its first letter in a script with a stemmer. */
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

/** Loads the stemmers of these languages. English, Hebrew, Arabic and Polish are built in; languages without one are skipped. */
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

/** Returns the stemmer of a language, or undefined if there is none. Throws if there is one that has not been loaded. */
function stemmerOf(language: string): Stemmer | undefined {
  const stemmer = stemmers.get(language);
  // Without the stemmer, the index would get different terms than the next process searches for.
  if (!stemmer && isSnowball(language)) throw new Error(`await prepareLanguages(['${language}']) first`);
  return stemmer;
}

function isWrittenIn(language: string, script: Script): boolean {
  if (script !== 'latin') return LANGUAGES[script].includes(language);
  return !Object.values(LANGUAGES).some((languages) => languages.includes(language));
}

/** Returns the language in which a word of a document in `language` is stemmed. */
function languageOf(word: string, language: string): string {
  const script = scriptOf(word);
  return isWrittenIn(language, script) ? language : DEFAULT_LANGUAGE[script];
}

const PLAIN_ENGLISH = /^[a-z]{2,}$/;

/**
 * Returns the letters with which every word that has this term begins, hyphens aside, in documents of the language; null if
 * unknown. For English it is all but the term's last letter, the only one that Porter's algorithm may change (`happy` →
 * `happi`).
 */
export function beginningOf(term: string, language: string): string | null {
  return language === 'en' && PLAIN_ENGLISH.test(term) ? term.slice(0, -1) : null;
}

/** Whether a word has only letters, marks and hyphens. Others (addresses, versions, identifiers) are not stemmed. */
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
 * Returns the stem of a folded word in a language (BCP 47), without hyphens (`log-in` → `login`). Without a stemmer nothing
 * else changes. Throws if lunr-languages has a stemmer that {@link prepareLanguages} has not loaded.
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

/** Whether a folded word is a stop word of a language, which is left out of the index. */
export function isStopWord(word: string, language: string): boolean {
  return stopWords.get(primaryLanguage(language))?.(word) ?? false;
}

const MOST_REMEMBERED = 50_000;
const remembered = new Map<string, Map<string, string>>();

/** Copies a string, because V8 keeps a whole text alive for any slice of it with 13 or more characters. */
export const detached = (word: string): string => (word.length < 13 ? word : word.split('').join(''));

/** Returns the index term of a folded word in a document of a primary language; '' for a stop word. */
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

/** Returns the index term of a folded word in a document of a language (BCP 47); '' for a stop word. */
export function documentTerm(word: string, language: string): string {
  return termOf(word, primaryLanguage(language));
}

/** Returns the index terms of a text in a language: its words in order, stemmed, without stop words. */
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
 * Returns the terms that a folded query word may have in an index with documents of these languages: its different stems;
 * none if it is a stop word in all of them. Without languages, English is used.
 */
export function queryTerms(word: string, languages: readonly string[]): string[] {
  const terms = new Set(
    (languages.length > 0 ? languages : ['en']).map((language) => termOf(word, primaryLanguage(language))),
  );
  terms.delete('');
  return [...terms];
}
