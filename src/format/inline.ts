/** Renders the text inside a Markdown block: emphasis, code, links, images. The result is escaped and styled, but not wrapped. */
import type { PhrasingContent } from 'mdast';
import { safe } from './escape.js';
import { htmlText, imageText, isBreak } from './html-text.js';
import { webAddress } from './link.js';
import type { Page } from './page.js';
import { link, type Paint, type Style } from './style.js';
import { unstyled } from './styled.js';
import { truncate } from './width.js';

/** Nobody writes text that nests deeper, and it would exhaust the stack. */
const DEEPEST = 50;

/** Returns text that contains `\n` only at hard line breaks. */
export function inline(nodes: readonly PhrasingContent[], page: Page, depth = 0): string {
  if (depth > DEEPEST) return page.style.marks.ellipsis;
  return nodes.map((node) => phrase(node, page, depth + 1)).join('');
}

function phrase(node: PhrasingContent, page: Page, depth: number): string {
  const { style } = page;
  const { paint } = style;
  switch (node.type) {
    case 'text':
      return flowing(node.value);
    case 'emphasis':
      return marked(inline(node.children, page, depth), '*', paint.italic, style);
    case 'strong':
      return marked(inline(node.children, page, depth), '**', paint.bold, style);
    case 'delete':
      return marked(inline(node.children, page, depth), '~~', paint.strikethrough, style);
    case 'inlineCode':
      return marked(flowing(node.value), '`', paint.cyan, style);
    case 'break':
      return '\n';
    case 'html':
      return isBreak(node.value) ? '\n' : flowing(htmlText(node.value));
    case 'link':
      return linkText(inline(node.children, page, depth), node.url, style);
    case 'linkReference': {
      const target = page.definitions.get(node.identifier);
      const text = inline(node.children, page, depth);
      return target ? linkText(text, target.url, style) : `[${text}]`;
    }
    case 'image':
    case 'imageReference':
      return paint.dim(flowing(imageText(node.alt ?? '')));
    case 'footnoteReference': {
      const number = page.cite(node.identifier);
      return number === null ? `[^${flowing(node.label ?? node.identifier)}]` : paint.dim(`[${number}]`);
    }
    default:
      return '';
  }
}

/** Escaped text, with blanks in place of the line breaks of the source. */
function flowing(text: string): string {
  return safe(text.replace(/[\t\n\r]+/g, ' '));
}

/** The text in color or, without color, between its Markdown marks, because emphasis may matter. */
function marked(text: string, mark: string, paint: Paint, style: Style): string {
  return style.color ? paint(text) : `${mark}${text}${mark}`;
}

/** Link text that looks like an address. */
const LOOKS_LIKE_ADDRESS = /:\/\/|^www\.|^[\w-]+(?:\.[\w-]+)+(?:[/:?#]|$)/i;
const LONGEST_SHOWN = 200;

/** The text, clickable or followed by its target. Text that looks like a different address never hides the target. */
function linkText(text: string, url: string, style: Style): string {
  const { paint } = style;
  if (url === '' || url.startsWith('#')) return text;
  const words = unstyled(text);
  const address = webAddress(url);
  const isTarget = ['', 'mailto:', 'http://'].some((scheme) => scheme + words === safe(url));
  if (isTarget || (style.links && address !== null && !LOOKS_LIKE_ADDRESS.test(words))) {
    return link(paint.underline(text), address, style);
  }
  const shownUrl = truncate(flowing(url), LONGEST_SHOWN, style.marks.ellipsis);
  return `${paint.underline(text)} ${paint.dim(`(${shownUrl})`)}`.trimStart();
}
