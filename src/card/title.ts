/** What a card is called where its front matter does not say. */
import { withoutExtension } from './id.js';
import { outline, type Heading } from './outline.js';

/** A heading that a template fills in, `# <%= current_page.data.title %>`, is no title. */
const TEMPLATE = /<%|%>|\{\{|\{%/;

/** Plain text of the first heading of depth 1; null where there is none. */
export function firstHeading(body: string): string | null {
  return titleAmong(outline(body).headings);
}

/** The text of the first heading that can be a title; null where there is none. */
export function titleAmong(headings: readonly Heading[]): string | null {
  return headings.find(({ depth, text }) => depth === 1 && text !== '' && !TEMPLATE.test(text))?.text ?? null;
}

/** The file's name in words: no extension, blanks for `-` and `_`. */
export function titleOfFile(path: string): string {
  const name = withoutExtension(path.slice(path.lastIndexOf('/') + 1));
  return name.replace(/[-_]+/g, ' ').trim() || path;
}
