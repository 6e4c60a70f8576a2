/** The fields of a card that are searched, each with a boost of its own. */

export const SEARCH_FIELDS = ['title', 'tags', 'headings', 'body'] as const;
export type SearchField = (typeof SEARCH_FIELDS)[number];
