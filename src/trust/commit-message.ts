/** What a commit says; the cards are the record, and nothing relies on messages. */

export interface CommitMessage {
  readonly subject: string;
  /** Paragraphs for people. */
  readonly body?: string;
  /** Machines read them with `git log --format=%(trailers)`. Keys are ours: letters and dashes. A value may be empty: it is left out. */
  readonly trailers?: readonly (readonly [key: string, value: string])[];
}
