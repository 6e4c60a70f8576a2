/** Renders a card's Markdown tree for a terminal. */
import type { List, ListItem, Root, RootContent } from 'mdast';
import { safe, safeLines } from './escape.js';
import { htmlText } from './html-text.js';
import type { Highlight } from './highlight.js';
import { inline } from './inline.js';
import { renderTable } from './markdown-table.js';
import { Page } from './page.js';
import type { Style } from './style.js';
import { styledLines } from './styled.js';
import { pad, width } from './width.js';
import { wrap } from './wrap.js';

export interface MarkdownOptions {
  /** Columns to wrap at; by default those of the terminal, but at most 100, because longer lines are hard to read. */
  readonly columns?: number;
  /** Colors code blocks (highlight.ts); by default they have none. */
  readonly highlight?: Highlight;
}

const WIDEST = 100;
/** Nested blocks are not indented any further than this level. */
const DEEPEST_INDENT = 12;
/** Blocks below this level are left out: nobody writes such text, and it would exhaust the stack. */
const DEEPEST = 60;
const NARROWEST = 10;
const CODE_INDENT = '    ';

/** The lines of a tree, for `printed`; none for an empty one. After 20,000 lines or 2 million characters, it ends with a note. */
export function markdownLines(root: Root, style: Style, options: MarkdownOptions = {}): string[] {
  const page = new Page(root, style, options.highlight ?? (() => null));
  const columns = Math.max(1, options.columns ?? Math.min(style.columns, WIDEST));
  const lines = blocks(root.children, page, columns, 0);
  lines.push(...footnotes(page, columns));
  if (page.isFull)
    lines.push('', `${style.marks.ellipsis} the rest is left out: the card is too long to show`);
  return lines;
}

function blocks(
  nodes: readonly RootContent[],
  page: Page,
  columns: number,
  depth: number,
  gap = true,
): string[] {
  if (depth > DEEPEST) return page.take([page.style.marks.ellipsis]);
  const lines: string[] = [];
  for (const node of nodes) {
    if (page.isFull) break;
    const block = renderBlock(node, page, columns, depth);
    if (block.length === 0) continue;
    if (gap && lines.length > 0) lines.push('');
    for (const line of block) lines.push(line);
  }
  return lines;
}

function renderBlock(node: RootContent, page: Page, columns: number, depth: number): string[] {
  const { paint, marks } = page.style;
  switch (node.type) {
    case 'heading': {
      const text = inline(node.children, page).replaceAll('\n', ' ');
      return page.take(wrap(`${paint.dim('#'.repeat(node.depth))} ${paint.bold(text)}`, columns));
    }
    case 'paragraph':
      return page.take(wrap(inline(node.children, page), columns));
    case 'blockquote':
      return indented(node.children, `${paint.dim(marks.bar)} `, page, columns, depth);
    case 'list':
      return list(node, page, columns, depth);
    case 'code':
      return page.take(code(node.value, node.lang ?? null, page));
    case 'table':
      return page.take(renderTable(node, page, columns));
    case 'html': {
      const text = htmlText(node.value);
      return text === '' ? [] : page.take(wrap(paint.dim(safeLines(text)), columns));
    }
    case 'thematicBreak':
      return page.take([paint.dim(marks.rule.repeat(Math.min(columns, 40)))]);
    case 'definition':
    case 'footnoteDefinition':
    case 'yaml':
      return [];
    default:
      return 'children' in node
        ? blocks(node.children, page, columns, depth + 1)
        : 'value' in node
          ? page.take(wrap(safe(node.value), columns))
          : [];
  }
}

/** Blocks with a margin in front of their lines; the margin is left out if there is no room for it. */
function indented(
  nodes: readonly RootContent[],
  margin: string,
  page: Page,
  columns: number,
  depth: number,
  gap = true,
): string[] {
  const room = columns - width(margin);
  if (depth >= DEEPEST_INDENT || room < NARROWEST) return blocks(nodes, page, columns, depth + 1, gap);
  return blocks(nodes, page, room, depth + 1, gap).map((line) =>
    line === '' ? margin.trimEnd() : margin + line,
  );
}

function list(
  { children, ordered, start, spread }: List,
  page: Page,
  columns: number,
  depth: number,
): string[] {
  const first = start ?? 1;
  const loose = spread === true || children.some((item) => item.spread === true);
  const widest = String(first + children.length - 1).length + 2;
  const lines: string[] = [];
  for (const [at, entry] of children.entries()) {
    if (page.isFull) break;
    const marker = ordered ? pad(`${first + at}. `, widest, 'right') : `${page.style.marks.bullet} `;
    if (loose && at > 0) lines.push('');
    for (const line of item(entry, marker, loose, page, columns, depth)) lines.push(line);
  }
  return lines;
}

function item(
  node: ListItem,
  marker: string,
  loose: boolean,
  page: Page,
  columns: number,
  depth: number,
): string[] {
  const margin = ' '.repeat(width(marker));
  const [first, ...rest] = indented(withBox(node), margin, page, columns, depth, loose);
  if (first === undefined) return page.take([marker.trimEnd()]);
  return [marker + (first.startsWith(margin) ? first.slice(margin.length) : first), ...rest];
}

/** The content of a list item; the checkbox of a task is put in front of its text. */
function withBox({ children, checked }: ListItem): ListItem['children'] {
  if (typeof checked !== 'boolean') return children;
  const box = { type: 'text', value: checked ? '[x] ' : '[ ] ' } as const;
  const [first, ...rest] = children;
  if (first?.type !== 'paragraph') return [{ type: 'paragraph', children: [box] }, ...children];
  return [{ ...first, children: [box, ...first.children] }, ...rest];
}

function code(value: string, language: string | null, page: Page): string[] {
  const text = safeLines(value);
  const coloured = language === null ? null : page.highlight(text, language.toLowerCase());
  return styledLines(coloured ?? text).map((line) => (line === '' ? '' : CODE_INDENT + line));
}

function footnotes(page: Page, columns: number): string[] {
  const lines: string[] = [];
  for (let at = 0; at < page.cited.length && !page.isFull; at += 1) {
    const head = `[${at + 1}] `;
    const [first = '', ...rest] = indented(
      page.cited[at]?.children ?? [],
      ' '.repeat(head.length),
      page,
      columns,
      0,
    );
    lines.push('', head + first.trimStart(), ...rest);
  }
  return lines;
}
