/** The searched fields of a card; the config sets a boost for each. */

export const SEARCH_FIELDS = ['title', 'tags', 'headings', 'body'] as const;
export type SearchField = (typeof SEARCH_FIELDS)[number];
