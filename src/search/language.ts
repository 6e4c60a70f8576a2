/** Words of any language: the one way in which documents, queries, snippets and suggestions are cut and stemmed. */

/** A word of a text. */
export interface Token {
  /** Case-folded NFC, unstemmed. */
  readonly text: string;
  /** Place in the text that was given, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
}

// The functions that the rest of the house calls (to be filled in):
//   tokenize(text): Token[]                      words in order; compounds whole and in parts (overlapping ranges)
//   detectLanguage(text): string                 primary BCP 47 language of a whole card
//   stem(word, language): string                 one folded word → its stem
//   documentTerms(text, language): string[]      what the index stores for a text
//   queryTerms(word, languages): string[]        alternatives under which one query word may stand in the index, [] = stop word everywhere
