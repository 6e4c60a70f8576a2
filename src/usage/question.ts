/** When two queries ask for the same: by the stems of their words, in any order and inflection. */
import { isStopWord, queryTerms, tokenize } from '../search/language.js';
import { parseQuery, type Query } from '../search/query.js';

/** Gives queries a key, the same one to those that ask for the same; '' to one without words. Remembers the words it has met. */
export function questions(languages: readonly string[]): (query: string) => string {
  // A word has a stem in each language; words that share one of them are forms of one word.
  const known = new Map<string, string>();
  const formOf = (word: string, stems: readonly string[]): string => {
    const met = stems.map((stem) => known.get(stem)).find((form) => form !== undefined);
    const form = met ?? stems[0] ?? word;
    for (const stem of stems) if (!known.has(stem)) known.set(stem, form);
    return form;
  };
  return (text) => {
    const words = wordsIn(text);
    // English `of` tells nothing in a base that has Polish cards as well.
    const telling = words.filter((word) => !languages.some((language) => isStopWord(word, language)));
    const counted = telling.length > 0 ? telling : words;
    const forms = counted.map((word) => formOf(word, queryTerms(word, languages)));
    return [...new Set(forms)].sort().join(' ');
  };
}

/** The words that are to be found, phrases in parts. */
function wordsIn(text: string): string[] {
  const { words, phrases } = parsed(text);
  return [
    ...words.filter(({ presence }) => presence !== 'prohibited').map((word) => word.text),
    ...phrases
      .filter(({ presence }) => presence !== 'prohibited')
      .flatMap((phrase) => tokenize(phrase.text).map((token) => token.text)),
  ];
}

/** A query that is cut or masked may be none any more. */
function parsed(text: string): Pick<Query, 'words' | 'phrases'> {
  try {
    return parseQuery(text);
  } catch {
    return { words: [], phrases: [] };
  }
}
