/** The outline scan agrees with remark's tree on every real card. The expectation is made from the tree alone. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Definition, Html, Nodes, Root } from 'mdast';
import { describe, expect, test } from 'vitest';
import { parseMarkdown } from '../../src/card/markdown.js';
import { outline, partsOf, type Fence, type Heading, type Image, type Link } from '../../src/card/outline.js';
import { corpora, hasCorpora } from '../corpora.js';

interface Expected {
  headings: Heading[];
  /** `line` is `null` for links that remark finds in text afterwards, because it gives them no position. */
  links: (Omit<Link, 'line'> & { line: number | null })[];
  images: Image[];
  fences: Fence[];
  words: string[];
  /** `line target` of each `<a href>` and `<img src>`, sorted: their order among other links is not compared. */
  html: string[];
}

const squeeze = (text: string): string => text.split(/\s+/).filter(Boolean).join(' ');
const lineOf = (node: Nodes): number => node.position?.start.line ?? 0;

const BREAKING =
  /^<\/?(?:br|address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?![\w-])/i;

/** Text of raw HTML without comments, scripts and styles; block tags become a space, other tags nothing. */
function strip(html: string): string {
  return html
    .replace(/<%[^]*?%>/g, '')
    .replace(/<!--[^]*?(-->|$)|<(script|style)\b[^]*?(<\/\2>|$)/gi, '')
    .replace(/<\/?[a-z](?:"[^"]*"|'[^']*'|[^>"'])*>|<![a-z][^>]*>/gi, (tag) =>
      BREAKING.test(tag) ? ' ' : '',
    )
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&(?:lt|gt|amp|quot|nbsp|copy|apos|#39);/g, (entity) => ENTITIES[entity] ?? entity);
}
const ENTITIES: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&nbsp;': ' ',
  '&copy;': '©',
};

/** `line target` of the links and images in a node of raw HTML, except those made by template code. */
function htmlTargets(node: Html): string[] {
  const blank = (part: string): string => part.replace(/[^\n]/g, ' ');
  const html = node.value
    .replace(/<!--[^]*?(-->|$)|<(script|style)\b[^]*?(<\/\2>|$)/gi, blank)
    .replace(/<%[^]*?%>/g, (code) => `{${blank(code.slice(1))}`);
  return [...html.matchAll(/<(?:a|img)\s(?:"[^"]*"|'[^']*'|[^>"'])*>/gi)].flatMap(({ 0: tag, index }) => {
    const found = /\s(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(tag);
    const target = found?.[1] ?? found?.[2] ?? found?.[3];
    if (target === undefined || target.includes('{')) return [];
    return [`${String(lineOf(node) + html.slice(0, index).split('\n').length - 1)} ${strip(target)}`];
  });
}

const INLINE = new Set(['paragraph', 'heading', 'tableCell']);

function plain(node: Nodes, alt: boolean, inside: boolean): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
    case 'code':
      return node.value;
    case 'html':
      return inside ? (BREAKING.test(node.value) ? ' ' : '') : strip(node.value);
    case 'break':
      return '\n';
    case 'image':
    case 'imageReference':
      return alt ? (node.alt ?? '') : '';
    case 'definition':
      return '';
    default: {
      if (!('children' in node)) return '';
      const within = inside || INLINE.has(node.type);
      const children: Nodes[] = node.children;
      return children
        .map((child) => plain(child, alt && node.type !== 'heading', within))
        .join(within ? '' : '\n');
    }
  }
}

/** An independent implementation of GitHub's rule for heading fragments. */
function slugs(headings: string[]): string[] {
  const taken = new Set<string>();
  return headings.map((text) => {
    const slug = Array.from(text.toLowerCase())
      .filter((character) => /[\p{L}\p{M}\p{N}\p{Pc} -]/u.test(character))
      .join('')
      .replace(/ /g, '-');
    let unique = slug;
    for (let count = 1; taken.has(unique); count += 1) unique = `${slug}-${String(count)}`;
    taken.add(unique);
    return unique;
  });
}

function expectation(tree: Root, body: string): Expected {
  const lines = body.split(/\r\n?|\n/);
  const definitions = new Map<string, Definition>();
  const found: Expected = { headings: [], links: [], images: [], fences: [], words: [], html: [] };
  const texts: string[] = [];
  walk(tree, (node) => {
    if (node.type === 'definition' && !definitions.has(node.identifier.toUpperCase())) {
      definitions.set(node.identifier.toUpperCase(), node);
    }
  });
  const target = (identifier: string): string => definitions.get(identifier.toUpperCase())?.url ?? '?';
  walk(tree, (node) => {
    const line = lineOf(node);
    if (node.type === 'heading') {
      const text = plain(node, false, false);
      texts.push(text.replace(/\n/g, ' '));
      found.headings.push({ depth: node.depth, text: squeeze(text), anchor: '', line });
    } else if (node.type === 'link' || node.type === 'linkReference') {
      found.links.push({
        target: node.type === 'link' ? node.url : target(node.identifier),
        text: squeeze(plain(node, true, true)),
        line: line || null,
      });
    } else if (node.type === 'image' || node.type === 'imageReference') {
      const to = node.type === 'image' ? node.url : target(node.identifier);
      found.images.push({ target: to, alt: squeeze(node.alt ?? ''), line });
    } else if (node.type === 'html') {
      found.html.push(...htmlTargets(node));
    } else if (node.type === 'code' && node.position) {
      const { start, end } = node.position;
      const opening = (lines[start.line - 1] ?? '').slice(start.column - 1);
      if (/^(```|~~~)/.test(opening)) {
        found.fences.push({ language: node.lang ?? '', line: start.line, endLine: end.line });
      }
    }
  });
  const anchors = slugs(texts);
  found.headings = found.headings.map((heading, index) => ({ ...heading, anchor: anchors[index] ?? '' }));
  found.words = words(plain(tree, true, false));
  found.html.sort();
  return found;
}

function walk(node: Nodes, visit: (node: Nodes) => void): void {
  visit(node);
  if ('children' in node) for (const child of node.children) walk(child, visit);
}

const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);

/** The result of the scan in the same form as the expectation. */
function scanned(body: string, expected: Expected): Expected {
  const { headings, links, images, fences, text } = outline(body);
  // Reading part by part gives the same text.
  const parts = [...partsOf(body)];
  expect(parts.flatMap((part) => part.lines())).toEqual(text);
  expect(parts.flatMap(({ heading }) => heading ?? [])).toEqual(headings);
  const html: string[] = [];
  const rest = [...expected.html];
  /** Whether it comes from Markdown; those from HTML are moved to `html`. */
  const isMarkdown = ({ target, line }: Link | Image): boolean => {
    const at = rest.indexOf(`${String(line)} ${target}`);
    if (at >= 0) html.push(...rest.splice(at, 1));
    return at < 0 && !target.includes('<%');
  };
  const [own, shown] = [links.filter(isMarkdown), images.filter(isMarkdown)];
  return {
    headings: [...headings],
    links: own.map((link, index) => (expected.links[index]?.line === null ? { ...link, line: null } : link)),
    images: shown,
    fences: [...fences],
    words: words(text.map((line) => line.text).join('\n')),
    html: html.sort(),
  };
}

/** The first difference, for the message; `null` if they agree. */
function difference(expected: Expected, actual: Expected): string | null {
  for (const key of ['headings', 'links', 'images', 'fences', 'words', 'html'] as const) {
    const [want, have] = [expected[key], actual[key]];
    for (let index = 0; index < Math.max(want.length, have.length); index += 1) {
      const [wanted, had] = [JSON.stringify(want[index]), JSON.stringify(have[index])];
      if (wanted === had) continue;
      const before = key === 'words' ? expected.words.slice(Math.max(0, index - 5), index).join(' ') : '';
      return `${key}[${String(index)}] after “${before}”: remark ${wanted}, scan ${had}`;
    }
  }
  return null;
}

function withoutFrontMatter(file: string): string {
  return file.replace(/^\u{feff}?---[ \t]*\r?\n(?:[^]*?\r?\n)??---[ \t]*(?:\r?\n|$)/u, '');
}

function cardFiles(corpus: string): string[] {
  return readdirSync(corpora(corpus), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:md|markdown|erb)$/.test(name) && name !== 'SOURCE.md')
    .map((name) => name.split(path.sep).join('/'))
    .sort();
}

const ESCAPED_URL =
  'A backslash keeps a URL or an e-mail address from being a link, on GitHub too; remark links it afterwards';

/** Cards on which the two differ, and why that is accepted. */
const KNOWN: Record<string, Record<string, string>> = {
  'mdn-1k': {
    'glossary/http/index.md': ESCAPED_URL,
    'learn_web_development/core/structuring_content/general_embedding_technologies/index.md': ESCAPED_URL,
    'learn_web_development/core/structuring_content/test_your_skills/links/index.md': ESCAPED_URL,
  },
  'mdn-8k': {
    'web/html/reference/global_attributes/itemscope/index.md': ESCAPED_URL,
    'web/security/practical_implementation_guides/tls/index.md': ESCAPED_URL,
  },
};

const CORPORA = [
  'sample',
  'our guide',
  'our docs',
  'govuk',
  'support-arduino',
  'langs',
  'bad-inputs',
  'mdn-1k',
  'mdn-8k',
];
/** Only every nth card of the large corpora, because remark takes milliseconds for each. */
const EVERY = new Map(
  process.env['KB_SOAK']
    ? []
    : [
        ['govuk', 2],
        ['langs', 4],
        ['mdn-1k', 4],
        ['mdn-8k', 40],
      ],
);

for (const corpus of CORPORA) {
  describe.runIf(hasCorpora(corpus))(corpus, () => {
    test('the scan agrees with the tree', { timeout: 600_000 }, async () => {
      const every = EVERY.get(corpus) ?? 1;
      const known = new Map(Object.entries(KNOWN[corpus] ?? {}));
      const names = cardFiles(corpus).filter((name, index) => index % every === 0 || known.has(name));
      expect(names.length).toBeGreaterThan(corpus === 'sample' ? 3 : 40);
      const differing = new Map<string, string>();
      for (const name of names) {
        const body = withoutFrontMatter(readFileSync(path.join(corpora(corpus), name), 'utf8'));
        const expected = expectation(await parseMarkdown(body), body);
        const found = difference(expected, scanned(body, expected));
        if (found !== null) differing.set(name, found);
      }
      const unexpected = [...differing].filter(([name]) => !known.has(name));
      expect(unexpected).toEqual([]);
      const vanished = [...known.keys()].filter((name) => !differing.has(name));
      expect(vanished).toEqual([]);
    });
  });
}
