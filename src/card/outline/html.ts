/** HTML inside Markdown: where its blocks start and end, its tags, links, images and anchors, and its text. */
import { decodeEntities, fold, lostBreaks, LOST_BREAK, NEWLINE } from './characters.js';
import type { Origin, Place } from './origin.js';

/** A link in Markdown or HTML. */
export interface Link {
  /** As written, with entities and escapes resolved. For a reference link, the target of its definition. */
  readonly target: string;
  readonly text: string;
  readonly line: number;
  /** Where the address is written, if requested and known. A reference link has no place; its definition has. */
  readonly place?: Place | null;
}

export interface Image {
  readonly target: string;
  /** '' if missing. */
  readonly alt: string;
  readonly line: number;
  /** Set if the image is decorative: `alt=""`, or `role` is `none` or `presentation`. */
  readonly decoration?: true;
  readonly place?: Place | null;
}

/** Collects what is found. */
export interface Finds {
  readonly links: Link[];
  readonly images: Image[];
  readonly anchors: Set<string>;
  /** Locates addresses; null if places are not requested. */
  readonly origin: Origin | null;
}

const NAME = '[A-Za-z][A-Za-z0-9-]*';
const VALUE = `[^ \\t\\n"'=<>\`]+|'[^']*'|"[^"]*"`;
// The bound on the attributes keeps the search linear in a run of unfinished tags.
const OPEN = `<${NAME}(?:[ \\t\\n]+[A-Za-z_:][\\w.:-]*(?:[ \\t\\n]*=[ \\t\\n]*(?:${VALUE}))?){0,99}[ \\t\\n]*/?>`;
const CLOSE = `</${NAME}[ \\t\\n]*>`;

/** An opening or closing tag; sticky. */
export const TAG = new RegExp(`${OPEN}|${CLOSE}`, 'y');

const ALONE = new RegExp(`^(?:${OPEN}|${CLOSE})[ \\t]*$`);
const RAW = /^<(?:script|pre|style|textarea)(?=[ \t>]|$)/i;
const NAMED = /^<\/?([A-Za-z][A-Za-z0-9]*)(?=[ \t]|\/?>|$)/;

const BLOCK_NAMES = new Set(
  (
    'address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt ' +
    'fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li ' +
    'link main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th ' +
    'thead title tr track ul'
  ).split(' '),
);

/** What ends an HTML block: a match on one of its lines or, if null, the next blank line. */
export interface HtmlEnd {
  readonly mark: RegExp | null;
}

const RAW_CODE: HtmlEnd = { mark: /<\/(?:script|pre|style|textarea)>/i };
const COMMENT: HtmlEnd = { mark: /-->/ };
const INSTRUCTION: HtmlEnd = { mark: /\?>/ };
const CDATA: HtmlEnd = { mark: /\]\]>/ };
const DECLARATION: HtmlEnd = { mark: />/ };
const ELEMENT: HtmlEnd = { mark: null };

/** Returns how the HTML block that starts with this line ends, or null if none starts. Covers CommonMark's seven kinds. */
export function htmlBlock(line: string, inParagraph: boolean): HtmlEnd | null {
  if (RAW.test(line)) return RAW_CODE;
  if (line.startsWith('<!--')) return COMMENT;
  if (line.startsWith('<?')) return INSTRUCTION;
  if (line.startsWith('<![CDATA[')) return CDATA;
  if (/^<![A-Za-z]/.test(line)) return DECLARATION;
  const name = NAMED.exec(line)?.[1];
  if (name !== undefined && BLOCK_NAMES.has(name.toLowerCase())) return ELEMENT;
  return !inParagraph && ALONE.test(line) ? ELEMENT : null;
}

const TAG_NAME = /^<\/?([A-Za-z][A-Za-z0-9-]*)/;

/** Whether a tag separates the words around it: `<br>` and block tags do, `<b>` does not. */
export function separates(tag: string): boolean {
  const name = TAG_NAME.exec(tag)?.[1]?.toLowerCase() ?? '';
  return name === 'br' || BLOCK_NAMES.has(name);
}

const ANCHOR = /[ \t\n](id|name)[ \t\n]*=[ \t\n]*(?:"([^"]*)"|'([^']*)'|([^ \t\n"'=<>`]+))/gi;

/** Adds the anchors of a tag: `id` of any element, `name` of `<a>`. */
export function addAnchors(tag: string, anchors: Set<string>): void {
  if (!/[ \t\n](?:id|name)/i.test(tag)) return;
  for (const [, key, double, single, bare] of tag.matchAll(ANCHOR)) {
    if (key?.toLowerCase() === 'name' && !/^<a[ \t\n]/i.test(tag)) continue;
    const value = decodeEntities(double ?? single ?? bare ?? '');
    if (value !== '') anchors.add(value);
  }
}

const RAW_TEXT = /^<(?:script|style)[^>]*>/i;

const PART = new RegExp(
  [
    '<!--[^]*?(?:-->|$)',
    '<script(?=[ \\t\\n>])[^]*?(?:</script>|$)',
    '<style(?=[ \\t\\n>])[^]*?(?:</style>|$)',
    '<\\?[^]*?(?:\\?>|$)',
    '<!\\[CDATA\\[|\\]\\]>',
    '<![A-Za-z][^>]*(?:>|$)',
    OPEN,
    CLOSE,
    '</?[A-Za-z][^<>]*>',
  ].join('|'),
  'gi',
);

const ATTRIBUTE =
  /[ \t\n](href|src|alt|role)(?:[ \t\n]*=[ \t\n]*(?:"([^"]*)"|'([^']*)'|([^ \t\n"'=<>`]+)))?(?=[ \t\n/>])/gi;

/** Returns the target of `<a href="…">`, or null for any other tag. */
export function linkTarget(tag: string): string | null {
  return /^<a[ \t\n]/i.test(tag) ? (attributesOf(tag).get('href') ?? null) : null;
}

/** Returns the image of `<img src="…">`, or null for any other tag. `line` is its line. */
export function imageOf(tag: string, line: number): Image | null {
  const attributes = /^<img[ \t\n]/i.test(tag) ? attributesOf(tag) : null;
  const target = attributes?.get('src');
  if (!attributes || target === undefined) return null;
  const alt = attributes.get('alt');
  const decoration = alt === '' || /^(?:none|presentation)$/i.test(attributes.get('role') ?? '');
  return { target, alt: fold(alt ?? ''), line, ...(decoration && { decoration }) };
}

/** Returns where the address of a tag that starts at `at` in the leaf is written. */
export function addressPlace(tag: string, at: number, origin: Origin): Place | null {
  const name = /^<img/i.test(tag) ? 'src' : 'href';
  for (const { 0: whole, 1: key = '', 2: double, 3: single, 4: bare, index } of tag.matchAll(ATTRIBUTE)) {
    if (key.toLowerCase() !== name) continue;
    const value = double ?? single ?? bare ?? '';
    const quote = bare === undefined && whole.includes('=') ? 1 : 0;
    const end = at + index + whole.length - quote - (value.length - value.trimEnd().length);
    return origin.place(end - value.trim().length, end, 'html');
  }
  return null;
}

/** Returns attributes by lower-case name. Of repeated ones the first counts, as in browsers. */
function attributesOf(tag: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, key = '', double, single, bare] of tag.matchAll(ATTRIBUTE)) {
    const name = key.toLowerCase();
    const value = decodeEntities(double ?? single ?? bare ?? '').replace(CODES, '<%%>');
    if (!found.has(name)) found.set(name, value.trim());
  }
  return found;
}

/** Replaces each character of template code in a block, so that a target made by code does not look empty. */
const CODE = '\u{1}';
const CODES = /[\u{1}][\0\u{1}]*/gu;
const TEMPLATE = /<%[^]*?(?:%>|$)/g;

/**
 * Returns the text of an HTML block, with lines kept countable and template code dropped like tags. Links, images and
 * anchors are added to `finds`.
 */
export function blockText(block: string, firstLine: number, finds: Finds): string {
  // Template code comes first, because it may be inside a tag.
  const html = block.includes('<%') ? block.replace(TEMPLATE, coded) : block;
  const { origin } = finds;
  let open: { target: string; line: number; from: number; place: Place | null } | null = null;
  const endLink = (to: number): void => {
    if (open === null) return;
    const text = decodeEntities(html.slice(open.from, to).replace(PART, '').replaceAll(CODE, ''));
    const { target, line, place } = open;
    finds.links.push({ target, text: fold(text), line, ...(origin && { place }) });
    open = null;
  };
  let line = firstLine;
  let counted = 0;
  const text = html.replace(PART, (part, at: number) => {
    for (; counted < at; counted += 1) if (isBreak(html.charCodeAt(counted))) line += 1;
    if (/^<[A-Za-z]/.test(part)) addAnchors(RAW_TEXT.exec(part)?.[0] ?? part, finds.anchors);
    const target = linkTarget(part);
    if (target !== null || /^<\/a[ \t\n>]/i.test(part)) endLink(at);
    const image = imageOf(part, line);
    const place = origin && (target !== null || image) ? addressPlace(part, at, origin) : null;
    if (target !== null) open = { target, line, from: at + part.length, place };
    if (image) finds.images.push(origin ? { ...image, place } : image);
    return (separates(part) ? ' ' : '') + lostBreaks(part);
  });
  endLink(html.length);
  return decodeEntities(text.replaceAll(CODE, '').replace(/ {2,}/g, ' '));
}

/** Replaces template code with text of the same length and number of lines. */
function coded(code: string): string {
  return code.replace(/[^\n]/g, CODE).replaceAll('\n', LOST_BREAK);
}

function isBreak(code: number): boolean {
  return code === NEWLINE || code === LOST_BREAK.charCodeAt(0);
}
