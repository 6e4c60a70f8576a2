/** The body of a card without its fields, for snippets. Usually found without parsing any YAML. */
import { decode } from './decode.js';
import { findFences, headingBetween } from './fences.js';
import { lineColumn } from './position.js';

export interface CardBody {
  readonly body: string;
  /** Line of the file on which the body starts, counted from 1. */
  readonly bodyLine: number;
}

/** Returns the same body as `parseCard`, with its first line in the file. */
export async function bodyOf(bytes: Uint8Array): Promise<CardBody> {
  const { text } = decode(bytes);
  const { kind, bodyOffset } = findFences(text);
  const heading = kind === 'absent' ? undefined : headingBetween(text, 0, bodyOffset);
  if (heading !== undefined && kind === 'closed') {
    // Either a YAML comment or the title of a text that only looks like front matter: only reading the YAML can tell.
    const { readFrontMatter } = await import('./frontmatter.js');
    return readFrontMatter(text);
  }
  const offset = heading ?? bodyOffset;
  return { body: text.slice(offset), bodyLine: lineColumn(text, offset).line };
}
