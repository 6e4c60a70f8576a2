/** Long texts in a short place. */

/** The text, or its beginning and an ellipsis; no more of it than a message can quote, unless said otherwise. */
export function shortened(text: string, longest = 60): string {
  return text.length > longest ? `${beginning(text, longest)}…` : text;
}

/** At most so many letters; a character is never cut in two. */
export function beginning(text: string, longest: number): string {
  return text.slice(0, longest).replace(/[\ud800-\udbff]$/, '');
}
