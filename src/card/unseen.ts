/** Characters that nobody sees, as parts of a character class (flag `u`): what each place refuses depends on what it holds. */

/** They show text in another order than it has. Prose of any script can do without them. */
export const REORDERING = String.raw`\u202a-\u202e\u2066-\u2069`;

/**
 * What ends a line, steers a terminal or turns the direction of reading: for text of one line, such as titles, notes and paths.
 * Direction marks are among them because in one line they serve to deceive; in a body they belong to Hebrew and Arabic.
 */
export const STEERING = String.raw`\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f${REORDERING}`;

/**
 * The same, and blanks without width: for names in cards, which are compared. Joiners are right there, because many scripts
 * cannot be spelled without them, and so are signs of numbers and flags.
 */
export const HIDING = String.raw`${STEERING}\u200b\u2060\ufeff`;

/**
 * Whatever is drawn as nothing, joiners included: for names of people and accounts, which must not pass for one another, and
 * for what YAML writes as an escape.
 */
export const UNSEEN = String.raw`\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff`;
