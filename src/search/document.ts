/** What of a card the index sees, and the terms that it keeps of each field. */
import type { Card } from '../card/card.js';
import type { Outline } from '../card/outline.js';
import { titleOfFile } from '../card/title.js';
import type { SearchField } from './field.js';
import { documentTerms } from './language.js';

export interface SearchDocument {
  /** The card's path: the reference of the document. */
  readonly path: string;
  readonly title: string;
  /** Tags, and the words that are searched like them. */
  readonly tags: readonly string[];
  /** Without one that repeats the title. */
  readonly headings: readonly string[];
  /** Readable text without the headings. */
  readonly body: string;
  /** BCP 47 primary language: as written in the card, else detected. */
  readonly language: string;
}

/** The document of a card. `language` is the primary one of the card's text. */
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

/** The keywords of a card; its file's name too where it states no title. */
export function searchedLikeTags({ keywords, writtenTitle, path }: Card): readonly string[] {
  return writtenTitle === null ? [...keywords, titleOfFile(path)] : keywords;
}

/** What a document has of a card's text. */
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

/** The index terms of each field, in order, repeated as often as they stand there. */
export function termsOf(document: SearchDocument): Readonly<Record<SearchField, readonly string[]>> {
  const { title, tags, headings, body, language } = document;
  const terms = (texts: readonly string[]): readonly string[] =>
    texts.flatMap((text) => documentTerms(text, language));
  return { title: terms([title]), tags: terms(tags), headings: terms(headings), body: terms([body]) };
}
