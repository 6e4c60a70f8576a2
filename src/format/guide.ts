/** How the pages of the user guide are listed and shown by `kb help`. */
import type { Root } from 'mdast';
import { markdownLines } from './markdown.js';
import { printed, type Style } from './style.js';

/** What a list says of a page. */
interface Entry {
  readonly id: string;
  readonly title: string;
}

/** A line for each page, under a heading as commander writes its own. */
export function topicList(heading: string, topics: readonly Entry[]): string {
  const wide = Math.max(0, ...topics.map(({ id }) => id.length));
  const lines = topics.map(({ id, title }) => `  ${id.padEnd(wide)}  ${title}`);
  return `\n${heading}\n${lines.join('\n')}\n`;
}

/** A page as `kb show` lays it out, without a banner: it holds for the kb with which it came. */
export function topicPage(body: Root, related: readonly Entry[], style: Style): string {
  const more = related.map(({ id, title }) => `kb help ${id}  ${title}`);
  return printed([...markdownLines(body, style), ...(more.length > 0 ? ['', ...more] : [])], style);
}
