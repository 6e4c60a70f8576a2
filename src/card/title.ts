/** The title of a card that has none in its front matter. */
import { withoutExtension } from './id.js';
import { outline, type Heading } from './outline.js';

/** A heading that a site's template fills in (`# <%= current_page.data.title %>`) is not a title. */
const TEMPLATE = /<%|%>|\{\{|\{%/;

/** Returns the plain text of the first heading of depth 1 that can be a title; null if there is none. */
export function firstHeading(body: string): string | null {
  return titleAmong(outline(body).headings);
}

/** Returns the text of the first heading of depth 1 that can be a title; null if there is none. */
export function titleAmong(headings: readonly Heading[]): string | null {
  return headings.find(({ depth, text }) => depth === 1 && text !== '' && !TEMPLATE.test(text))?.text ?? null;
}

/** Returns the file name as words: no extension, blanks for `-` and `_`. */
export function titleOfFile(path: string): string {
  const name = withoutExtension(path.slice(path.lastIndexOf('/') + 1));
  return name.replace(/[-_]+/g, ' ').trim() || path;
}
