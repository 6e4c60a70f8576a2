/** Commit messages. They only inform: the cards are the record, and nothing in kb relies on messages. */

export interface CommitMessage {
  readonly subject: string;
  /** Text for readers. */
  readonly body?: string;
  /** Git trailers, for `git log --format=%(trailers)`. Keys are letters and dashes. Trailers with an empty value are omitted. */
  readonly trailers?: readonly (readonly [key: string, value: string])[];
}
