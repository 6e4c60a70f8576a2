/** What a forge makes of Markdown besides text: mentions, references, links, and its own syntax. */
import type { Nodes } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

export interface Effects {
  readonly mentions: readonly string[];
  readonly references: readonly string[];
  readonly links: readonly string[];
  /** Node types that could only come from card text: HTML, images, formulas, check boxes, footnotes. */
  readonly foreign: readonly string[];
  readonly text: string;
  readonly code: readonly string[];
  /** Types of the blocks, in order. */
  readonly blocks: readonly string[];
}

const parser = unified().use(remarkParse).use(remarkGfm);
/** What GitHub looks for in text outside code. */
const MENTION = /(?<!\w)@[a-z\d][\w-]*(?:\/[\w-]+)?/gi;
const REFERENCE =
  /#\d+|(?<![0-9a-z])gh-\d+|(?<![0-9a-z])(?:\d{40}|(?=\d*[a-f])[\da-f]{7,64})(?![0-9a-z])|(?:https?|ftp):\/\/\S|www\.\w/gi;
/** An emoji by its name, or a formula. */
const PICTURE = /:[\w+-]+:|\$[^$]+\$/g;
/** The tags that kb puts around a dollar so that it cannot pair with another one. */
const APART = /^<\/?span>$/;
const FOREIGN: readonly string[] = [
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
    foreign: [
      ...nodes.filter(isForeign).map(({ type }) => type),
      ...texts.flatMap((text) => text.match(PICTURE) ?? []),
    ],
    text: texts.join(''),
    code: nodes.flatMap((node) => (node.type === 'inlineCode' || node.type === 'code' ? [node.value] : [])),
    blocks: nodes.flatMap((node) =>
      ['text', 'inlineCode', 'link', 'strong', 'html'].includes(node.type) ? [] : [node.type],
    ),
  };
}

function isForeign(node: Nodes): boolean {
  if (node.type === 'html') return !APART.test(node.value);
  return FOREIGN.includes(node.type) || (node.type === 'listItem' && typeof node.checked === 'boolean');
}

function flat(node: Nodes): Nodes[] {
  return [node, ...('children' in node ? node.children.flatMap(flat) : [])];
}
