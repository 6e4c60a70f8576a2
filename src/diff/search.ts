/** What a change does to search: whether a card is still found by its own title, and what stands above it. */

/** A card by what readers know of it. */
export interface Named {
  readonly path: string;
  readonly title: string;
}

/** Where a card stands among the answers to its title. */
export interface Rank {
  /** From 1; null where it is not among the first FIRST. */
  readonly place: number | null;
  /** The cards above it, best first. */
  readonly above: readonly Named[];
}

/** What readers find who type the title of a card that is not the first hit for it, or that is removed. */
export interface SearchChange extends Named {
  /** The title that is typed: the card's own, or the one that it had. */
  readonly typed: string;
  /** The branch did not touch the card, but a card that stands near it. */
  readonly bystander: boolean;
  /** Null where no card had this title. */
  readonly before: Rank | null;
  /** Of a removed card what is found instead. */
  readonly after: Rank;
}

/** A base with more is not searched for a comparison: two indexes of so many cards take seconds. */
export const MOST_CARDS = 1000;

/** Answers that are looked through. */
export const FIRST = 10;

/** The rank of a card among the answers to a query. */
export function rankIn(answers: readonly Named[], path: string): Rank {
  const at = answers.findIndex((each) => each.path === path);
  return { place: at < 0 ? null : at + 1, above: answers.slice(0, at < 0 ? FIRST : at) };
}

/** The words of a title, so that nothing in it is read as an operator or a filter. */
export function wordsOfTitle(title: string): string {
  return title.replace(/[^\p{L}\p{M}\p{N}'’.]+/gu, ' ').trim();
}
