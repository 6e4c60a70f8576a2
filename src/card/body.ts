/** The text of a card without its fields. */
import { decode } from './decode.js';
import { readFrontMatter } from './frontmatter.js';

export function bodyOf(bytes: Uint8Array): { readonly body: string; readonly bodyLine: number } {
  return readFrontMatter(decode(bytes).text);
}
