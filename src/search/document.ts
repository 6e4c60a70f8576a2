/** What the search index gets of a card, and the terms of each field. */
import type { Card } from '../card/card.js';
import type { Outline } from '../card/outline.js';
import { titleOfFile } from '../card/title.js';
import type { SearchField } from './field.js';
import { documentTerms } from './language.js';

export interface SearchDocument {
  /** The card's path, which identifies the document. */
  readonly path: string;
  readonly title: string;
  /** Tags and the words that are searched like tags. */
  readonly tags: readonly string[];
  /** Without any that repeats the title. */
  readonly headings: readonly string[];
  /** Readable text without headings. */
  readonly body: string;
  /** BCP 47 primary language, stated in the card or detected. */
  readonly language: string;
}

/** Returns the document of a card. @param language primary language of the card's text */
export function toDocument(card: Card, outline: Outline, language: string): SearchDocument {
  const title = card.title.trim();
  return {
    path: card.path,
    title,
    tags: [...card.tags, ...searchedLikeTags(card)],
    ...textOf(outline, title),
    language,
  };
}

/** Returns the keywords of a card, plus its file name if it states no title. */
export function searchedLikeTags({ keywords, writtenTitle, path }: Card): readonly string[] {
  return writtenTitle === null ? [...keywords, titleOfFile(path)] : keywords;
}

/** Returns the fields of a document that come from a card's text. */
export function textOf(outline: Outline, title: string): Pick<SearchDocument, 'headings' | 'body'> {
  const headingLines = new Set(outline.headings.map(({ line }) => line));
  return {
    headings: outline.headings.map(({ text }) => text.trim()).filter((text) => text !== title),
    body: outline.text
      .filter(({ line }) => !headingLines.has(line))
      .map(({ text }) => text)
      .join('\n'),
  };
}

/** Returns the index terms of each field, in order and with repetitions. */
export function termsOf(document: SearchDocument): Readonly<Record<SearchField, readonly string[]>> {
  const { title, tags, headings, body, language } = document;
  const terms = (texts: readonly string[]): readonly string[] =>
    texts.flatMap((text) => documentTerms(text, language));
  return { title: terms([title]), tags: terms(tags), headings: terms(headings), body: terms([body]) };
}
