/** Lists and shows the pages of the user guide for `kb help`. */
import type { Root } from 'mdast';
import { markdownLines } from './markdown.js';
import { printed, type Style } from './style.js';

/** A page in a list. */
interface Entry {
  readonly id: string;
  readonly title: string;
}

/** One line per page, under a heading in the style of commander. */
export function topicList(heading: string, topics: readonly Entry[]): string {
  const wide = Math.max(0, ...topics.map(({ id }) => id.length));
  const lines = topics.map(({ id, title }) => `  ${id.padEnd(wide)}  ${title}`);
  return `\n${heading}\n${lines.join('\n')}\n`;
}

/** A page in the layout of `kb show`, without a banner: it ships with the version of kb that it describes. */
export function topicPage(body: Root, related: readonly Entry[], style: Style): string {
  const more = related.map(({ id, title }) => `kb help ${id}  ${title}`);
  return printed([...markdownLines(body, style), ...(more.length > 0 ? ['', ...more] : [])], style);
}
