/** Shortens texts that are too long to show. */

/** Returns the text, or its beginning and an ellipsis. The default length suits a quotation in a message. */
export function shortened(text: string, longest = 60): string {
  return text.length > longest ? `${beginning(text, longest)}…` : text;
}

/** Returns at most `longest` UTF-16 units from the start of a text, without splitting a surrogate pair. */
export function beginning(text: string, longest: number): string {
  return text.slice(0, longest).replace(/[\ud800-\udbff]$/, '');
}
