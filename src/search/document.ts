/** What of a card the index sees. */
export interface SearchDocument {
  /** The card's path: the reference of the document. */
  readonly path: string;
  readonly title: string;
  /** Tags and keywords. */
  readonly tags: readonly string[];
  readonly headings: readonly string[];
  readonly body: string;
  /** BCP 47 primary language: as written in the card, else detected. */
  readonly language: string;
}
