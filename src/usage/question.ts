/** Decides when two queries ask the same question: by the stems of their words, in any order and inflection. */
import { isStopWord, queryTerms, tokenize } from '../search/language.js';
import { parseQuery, type Query } from '../search/query.js';

/**
 * Returns a function from queries to keys, equal for queries that ask the same; '' for a query without words. It remembers
 * the words it has seen.
 */
export function questions(languages: readonly string[]): (query: string) => string {
  // A word has a stem in each language; words that share one of them are forms of the same word.
  const known = new Map<string, string>();
  const formOf = (word: string, stems: readonly string[]): string => {
    const met = stems.map((stem) => known.get(stem)).find((form) => form !== undefined);
    const form = met ?? stems[0] ?? word;
    for (const stem of stems) if (!known.has(stem)) known.set(stem, form);
    return form;
  };
  return (text) => {
    const words = wordsIn(text);
    // A stop word of any language is dropped: English `of` is meaningless in a base that also has Polish cards.
    const telling = words.filter((word) => !languages.some((language) => isStopWord(word, language)));
    const counted = telling.length > 0 ? telling : words;
    const forms = counted.map((word) => formOf(word, queryTerms(word, languages)));
    return [...new Set(forms)].sort().join(' ');
  };
}

/** The words to be found, including those of phrases. */
function wordsIn(text: string): string[] {
  const { words, phrases } = parsed(text);
  return [
    ...words.filter(({ presence }) => presence !== 'prohibited').map((word) => word.text),
    ...phrases
      .filter(({ presence }) => presence !== 'prohibited')
      .flatMap((phrase) => tokenize(phrase.text).map((token) => token.text)),
  ];
}

/** A query that was cut off or masked may not be valid any more. */
function parsed(text: string): Pick<Query, 'words' | 'phrases'> {
  try {
    return parseQuery(text);
  } catch {
    return { words: [], phrases: [] };
  }
}
