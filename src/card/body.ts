/** The text of a card without its fields, as snippets need it: found without YAML. */
import { decode } from './decode.js';
import { findFences, headingBetween } from './fences.js';
import { lineColumn } from './position.js';

export interface CardBody {
  readonly body: string;
  /** Line of the file on which the body starts, from 1. */
  readonly bodyLine: number;
}

/** The body that parseCard finds in a file, and its line. */
export async function bodyOf(bytes: Uint8Array): Promise<CardBody> {
  const { text } = decode(bytes);
  const { kind, bodyOffset } = findFences(text);
  const heading = kind === 'absent' ? undefined : headingBetween(text, 0, bodyOffset);
  if (heading !== undefined && kind === 'closed') {
    // A comment of the YAML, or the title of a text that only looks like it: that depends on whether the YAML can be read.
    const { readFrontMatter } = await import('./frontmatter.js');
    return readFrontMatter(text);
  }
  const offset = heading ?? bodyOffset;
  return { body: text.slice(offset), bodyLine: lineColumn(text, offset).line };
}
