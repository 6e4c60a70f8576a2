/** Invisible characters, as parts of a character class (flag `u`). Each use rejects a different set. */

/** Characters that change the order in which text is displayed. Prose of any script can do without them. */
export const REORDERING = String.raw`\u202a-\u202e\u2066-\u2069`;

/**
 * Characters that break a line, control a terminal or change the reading direction: for text of one line, such as titles,
 * notes and paths. Direction marks are included because in a single line they serve to deceive; in a body, Hebrew and
 * Arabic need them.
 */
export const STEERING = String.raw`\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f${REORDERING}`;

/**
 * STEERING and zero-width blanks: for names in cards, which are compared. Joiners are allowed because many scripts cannot
 * be spelled without them, and so are the format characters of numbers and flags.
 */
export const HIDING = String.raw`${STEERING}\u200b\u2060\ufeff`;

/**
 * Everything that is displayed as nothing, including joiners: for names of people and accounts, which must not pass for
 * one another, and for what YAML writes as an escape.
 */
export const UNSEEN = String.raw`\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff`;
