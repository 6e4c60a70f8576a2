/** How a change affects search: whether a card is still found by its own title, and what ranks above it. */

/** A card, as readers know it. */
export interface TitledCard {
  readonly path: string;
  readonly title: string;
}

/** The position of a card among the hits for a title. */
export interface Rank {
  /** From 1; null if the card is not among the first `FIRST` hits. */
  readonly place: number | null;
  /** The cards above it, best first. */
  readonly above: readonly TitledCard[];
}

/** What a search for the title of a card finds, if the card is removed or not the first hit. */
export interface SearchChange extends TitledCard {
  /** The title that is searched for: the card's own, or its old one. */
  readonly typed: string;
  /** Whether the branch touched only another card that ranks near this one. */
  readonly bystander: boolean;
  /** Null if no card had this title. */
  readonly before: Rank | null;
  /** Of a removed card: what is found instead. */
  readonly after: Rank;
}

/** A larger base is not searched for a comparison: building two such indexes takes seconds. */
export const MOST_CARDS = 1000;

/** Number of hits that are looked at. */
export const FIRST = 10;

/** Returns the rank of a card among the hits for a query. */
export function rankIn(answers: readonly TitledCard[], path: string): Rank {
  const at = answers.findIndex((each) => each.path === path);
  return { place: at < 0 ? null : at + 1, above: answers.slice(0, at < 0 ? FIRST : at) };
}

/** Returns the words of a title, so that nothing in it is read as an operator or a filter. */
export function wordsOfTitle(title: string): string {
  return title.replace(/[^\p{L}\p{M}\p{N}'’.]+/gu, ' ').trim();
}
