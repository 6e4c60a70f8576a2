/** What a forge makes of Markdown beside text: the names it calls, what it refers to, where it links, and marks of its own. */
import type { Nodes } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

export interface Effects {
  readonly mentions: readonly string[];
  readonly references: readonly string[];
  readonly links: readonly string[];
  /** Types of nodes that only card text would bring: HTML, images, check boxes, footnotes. */
  readonly foreign: readonly string[];
  readonly text: string;
  readonly code: readonly string[];
  /** Types of the blocks, in their order. */
  readonly blocks: readonly string[];
}

const parser = unified().use(remarkParse).use(remarkGfm);
/** As GitHub looks for them in text that is no code. */
const MENTION = /(?<!\w)@[a-z\d][\w-]*(?:\/[\w-]+)?/gi;
const REFERENCE = /#\d+|\bgh-\d+|\b(?:\d{40}|(?=\d*[a-f])[\da-f]{7,64})\b|(?:https?|ftp):\/\/\S|www\.\w/gi;
const FOREIGN: readonly string[] = [
  'html',
  'image',
  'imageReference',
  'linkReference',
  'definition',
  'delete',
  'footnoteReference',
  'footnoteDefinition',
  'break',
  'table',
];

export function effectsOf(markdown: string): Effects {
  const root = parser.parse(markdown);
  const nodes = flat(root);
  const texts = nodes.flatMap((node) => (node.type === 'text' ? [node.value] : []));
  return {
    mentions: texts.flatMap((text) => text.match(MENTION) ?? []),
    references: texts.flatMap((text) => text.match(REFERENCE) ?? []),
    links: nodes.flatMap((node) => (node.type === 'link' ? [node.url] : [])),
    foreign: nodes.flatMap((node) =>
      FOREIGN.includes(node.type) || (node.type === 'listItem' && typeof node.checked === 'boolean')
        ? [node.type]
        : [],
    ),
    text: texts.join(''),
    code: nodes.flatMap((node) => (node.type === 'inlineCode' || node.type === 'code' ? [node.value] : [])),
    blocks: nodes.flatMap((node) =>
      ['text', 'inlineCode', 'link', 'strong'].includes(node.type) ? [] : [node.type],
    ),
  };
}

function flat(node: Nodes): Nodes[] {
  return [node, ...('children' in node ? node.children.flatMap(flat) : [])];
}
