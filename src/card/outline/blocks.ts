/**
 * The block structure of a Markdown body: a line is matched against the open quotes, list items and footnotes, may open
 * more of them, and what is left of it continues or starts a leaf. CommonMark with GFM tables and footnotes.
 */
import { isDigit, SPACE, TAB } from './characters.js';
import { normalLabel, takeDefinitions } from './destination.js';
import { endsHtml, htmlBlock, type HtmlEnd } from './html.js';
import { isDelimiterRow, rowCells } from './table.js';

/** A block that holds text rather than blocks. */
export interface Leaf {
  readonly kind: 'paragraph' | 'heading' | 'table' | 'fence' | 'indented' | 'html';
  /** First and last line, from 1. */
  readonly line: number;
  readonly endLine: number;
  /** Its lines without the prefixes of quotes and lists. A table's delimiter row is an empty line; a fence's fences are gone. */
  readonly text: string;
  /** Of a heading: 1 to 6; else 0. */
  readonly depth: number;
  /** Of a fence: what stands after it. */
  readonly info: string;
  /** The first paragraph of a list item: it may start with a task's box. */
  readonly opensItem: boolean;
}

export interface Blocks {
  /** In reading order. */
  readonly leaves: readonly Leaf[];
  /** Normalised label of a link reference definition → target. */
  readonly definitions: ReadonlyMap<string, string>;
  /** Normalised labels of the footnotes. */
  readonly footnotes: ReadonlySet<string>;
}

/** Quotes, list items and footnotes may lie this deep in each other; the marks of deeper ones are passed over. */
export const MOST_NESTED = 32;

/** Markdown's tabs stop at every fourth column; here too an indent of four makes code, and belongs to a footnote. */
const CODE_INDENT = 4;

interface Container {
  readonly kind: 'quote' | 'item' | 'footnote';
  /** Columns by which the content of an item or a footnote is indented. */
  readonly width: number;
  /** An item whose first line is blank: a second blank line ends it. */
  startsBlank: boolean;
}

type Open = Leaf['kind'] | null;

const FOOTNOTE = /\[\^((?:[^\\[\]\s]|\\[\\[\]]|\\(?![\\[\]])){1,999})\]:[ \t]*/y;
const SETEXT = /^(?:=+|-+)[ \t]*$/;
const THEMATIC = /^(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const FENCE = /^(?:(`{3,})([^`]*)|(~{3,})(.*))$/;

/** The leaves of a body whose line breaks are all `\n`. */
export function scanBlocks(body: string): Blocks {
  return new BlockScan(body).scan();
}

class BlockScan {
  readonly #body: string;
  readonly #leaves: Leaf[] = [];
  readonly #definitions = new Map<string, string>();
  readonly #footnotes = new Set<string>();
  readonly #containers: Container[] = [];

  /** The open leaf. */
  #open: Open = null;
  #lines: string[] = [];
  #firstLine = 0;
  #fence = '';
  #info = '';
  #htmlEnd: HtmlEnd = 'blank line';
  #opensItem = false;

  /** The line at hand: `#source` is the body, or the line alone where its tabs had to be made spaces. */
  #source = '';
  #at = 0;
  #end = 0;
  #line = 0;
  /** A list item was opened and has no leaf yet. */
  #itemIsNew = false;

  constructor(body: string) {
    this.#body = body;
  }

  scan(): Blocks {
    const body = this.#body;
    const tabs = body.includes('\t');
    let start = 0;
    while (start < body.length) {
      let end = body.indexOf('\n', start);
      if (end < 0) end = body.length;
      this.#line += 1;
      this.#source = body;
      this.#at = start;
      this.#end = end;
      if (tabs) this.#expandTabs();
      this.#readLine();
      start = end + 1;
    }
    this.#close(this.#line);
    return { leaves: this.#leaves, definitions: this.#definitions, footnotes: this.#footnotes };
  }

  /** Makes spaces of the tabs among the blanks and marks that a line starts with, so that a column is an offset. */
  #expandTabs(): void {
    let at = this.#at;
    let tab = false;
    for (; at < this.#end; at += 1) {
      const code = this.#source.charCodeAt(at);
      if (code === TAB) tab = true;
      else if (code !== SPACE && !isMark(code)) break;
    }
    if (!tab) return;
    let prefix = '';
    for (const character of this.#source.slice(this.#at, at)) {
      prefix += character === '\t' ? ' '.repeat(4 - (prefix.length % 4)) : character;
    }
    this.#source = prefix + this.#source.slice(at, this.#end);
    this.#at = 0;
    this.#end = this.#source.length;
  }

  #readLine(): void {
    const matched = this.#matchContainers();
    const all = matched === this.#containers.length;
    let next = this.#nextInk();
    if (next >= this.#end) {
      this.#readBlank(matched, all);
      return;
    }
    if (all && (this.#open === 'fence' || this.#open === 'html')) {
      this.#continueConcrete(next);
      return;
    }
    const opened = this.#openContainers(matched, all);
    next = this.#nextInk();
    if (opened && next >= this.#end) return;
    const continues = all && !opened;
    if (next - this.#at >= CODE_INDENT) {
      this.#readIndented(matched, continues, opened, next);
    } else {
      this.#at = next;
      this.#readText(matched, continues, opened);
    }
  }

  /** Offset of the first character of the rest of the line that is no space. */
  #nextInk(): number {
    let at = this.#at;
    while (at < this.#end && isBlank(this.#source.charCodeAt(at))) at += 1;
    return at;
  }

  /** Passes the prefixes by which the line continues open containers; how many. */
  #matchContainers(): number {
    let matched = 0;
    for (const container of this.#containers) {
      const next = this.#nextInk();
      const blank = next >= this.#end;
      if (container.kind === 'quote') {
        if (blank || next - this.#at >= CODE_INDENT || this.#source[next] !== '>') break;
        this.#at = next + 1;
        if (this.#source.charCodeAt(this.#at) === SPACE && this.#at < this.#end) this.#at += 1;
      } else if (blank) {
        if (container.startsBlank) break;
        this.#at = Math.min(this.#at + container.width, this.#end);
      } else {
        if (next - this.#at < container.width) break;
        container.startsBlank = false;
        this.#at += container.width;
      }
      matched += 1;
    }
    return matched;
  }

  #readBlank(matched: number, all: boolean): void {
    const inHtml = this.#open === 'html' && this.#htmlEnd !== 'blank line';
    if (all && (this.#open === 'fence' || this.#open === 'indented' || inHtml)) {
      this.#lines.push('');
      return;
    }
    this.#close(this.#line - 1);
    this.#containers.length = matched;
    this.#itemIsNew = false;
  }

  #continueConcrete(next: number): void {
    const text = this.#source.slice(next, this.#end);
    if (this.#open === 'fence') {
      if (next - this.#at < CODE_INDENT && text.startsWith(this.#fence) && this.#closesFence(text)) {
        this.#close(this.#line);
      } else {
        this.#lines.push(text);
      }
      return;
    }
    this.#lines.push(text);
    if (endsHtml(text, this.#htmlEnd)) this.#close(this.#line);
  }

  #closesFence(text: string): boolean {
    const mark = this.#fence.charAt(0);
    let at = this.#fence.length;
    while (text[at] === mark) at += 1;
    return text.slice(at).trim() === '';
  }

  /** Opens the quotes, items and footnotes that start here; whether there were any. */
  #openContainers(matched: number, all: boolean): boolean {
    let opened = false;
    let depth = matched;
    for (;;) {
      const next = this.#nextInk();
      if (next >= this.#end || next - this.#at >= CODE_INDENT) return opened;
      const interrupts = all && !opened && this.#open === 'paragraph';
      const container = this.#containerAt(next, interrupts);
      if (container === null) return opened;
      if (!opened) {
        this.#close(this.#line - 1);
        this.#containers.length = matched;
        opened = true;
      }
      this.#itemIsNew = container.kind === 'item';
      if (depth < MOST_NESTED) this.#containers.push(container);
      depth += 1;
    }
  }

  /** The container that starts at the mark at `next`, passed over; null where none does. */
  #containerAt(next: number, interrupts: boolean): Container | null {
    const code = this.#source.charCodeAt(next);
    if (code === 62) {
      this.#at = next + 1;
      if (this.#source.charCodeAt(this.#at) === SPACE && this.#at < this.#end) this.#at += 1;
      return { kind: 'quote', width: 0, startsBlank: false };
    }
    if (code === 45 || code === 42 || code === 43) {
      const after = next + 1;
      if (after < this.#end && !isBlank(this.#source.charCodeAt(after))) return null;
      if (code !== 43 && THEMATIC.test(this.#source.slice(next, this.#end))) return null;
      return this.#item(next, after, interrupts);
    }
    if (isDigit(code)) {
      let after = next + 1;
      while (after - next < 9 && isDigit(this.#source.charCodeAt(after))) after += 1;
      const mark = this.#source.charCodeAt(after);
      if (after >= this.#end || (mark !== 46 && mark !== 41)) return null;
      if (after + 1 < this.#end && !isBlank(this.#source.charCodeAt(after + 1))) return null;
      if (interrupts && (code !== 49 || after !== next + 1)) return null;
      return this.#item(next, after + 1, interrupts);
    }
    if (code === 91 && this.#source.charCodeAt(next + 1) === 94) return this.#footnote(next);
    return null;
  }

  /** A list item whose mark ends at `after`. */
  #item(next: number, after: number, interrupts: boolean): Container | null {
    let content = after;
    while (content < this.#end && isBlank(this.#source.charCodeAt(content))) content += 1;
    const blank = content >= this.#end;
    if (blank && interrupts) return null;
    const spaces = content - after;
    const start = blank || spaces > CODE_INDENT ? after + 1 : content;
    const width = start - this.#at;
    this.#at = Math.min(start, this.#end);
    return { kind: 'item', width, startsBlank: blank };
  }

  #footnote(next: number): Container | null {
    FOOTNOTE.lastIndex = next;
    const label = FOOTNOTE.exec(this.#source)?.[1];
    if (label === undefined) return null;
    this.#footnotes.add(normalLabel(label));
    this.#at = Math.min(FOOTNOTE.lastIndex, this.#end);
    return { kind: 'footnote', width: CODE_INDENT, startsBlank: false };
  }

  /** Starts a leaf in the containers that go on; `opened` tells that they are already as they should be. */
  #start(kind: Open, matched: number, opened: boolean): void {
    if (!opened) {
      this.#close(this.#line - 1);
      this.#containers.length = matched;
    }
    this.#open = kind;
    this.#firstLine = this.#line;
    this.#opensItem = this.#itemIsNew;
    this.#itemIsNew = false;
  }

  #readIndented(matched: number, continues: boolean, opened: boolean, next: number): void {
    const text = this.#source.slice(next, this.#end);
    if (this.#open === 'paragraph' && !opened) {
      this.#lines.push(text);
      return;
    }
    if (!(continues && this.#open === 'indented')) this.#start('indented', matched, opened);
    this.#lines.push(text);
  }

  #readText(matched: number, continues: boolean, opened: boolean): void {
    const first = this.#source.charCodeAt(this.#at);
    const paragraph = this.#open === 'paragraph' && !opened;
    if (!isLeafMark(first)) {
      if (paragraph) {
        this.#lines.push(this.#source.slice(this.#at, this.#end));
        return;
      }
      this.#readPlain(matched, continues, opened);
      return;
    }
    const text = this.#source.slice(this.#at, this.#end);
    if (first === 35 && this.#readAtx(text, matched, opened)) return;
    if ((first === 96 || first === 126) && this.#readFence(text, matched, opened)) return;
    if (first === 60 && this.#readHtml(text, matched, paragraph, opened)) return;
    if (paragraph && continues && (first === 61 || first === 45) && this.#readSetext(text)) return;
    if ((first === 42 || first === 45 || first === 95) && THEMATIC.test(text)) {
      this.#start(null, matched, opened);
      return;
    }
    if (paragraph && continues && this.#readDelimiterRow(text)) return;
    this.#readPlain(matched, continues, opened);
  }

  /** A line that starts no block of its own: more of a paragraph or a table, or a new paragraph. */
  #readPlain(matched: number, continues: boolean, opened: boolean): void {
    const paragraph = this.#open === 'paragraph' && !opened;
    const table = this.#open === 'table' && continues;
    if (!paragraph && !table) this.#start('paragraph', matched, opened);
    this.#lines.push(this.#source.slice(this.#at, this.#end));
  }

  #readAtx(text: string, matched: number, opened: boolean): boolean {
    let depth = 1;
    while (text.charCodeAt(depth) === 35) depth += 1;
    if (depth > 6 || (depth < text.length && !isBlank(text.charCodeAt(depth)))) return false;
    this.#start('heading', matched, opened);
    this.#push('heading', this.#line, atxText(text.slice(depth)), depth);
    this.#open = null;
    return true;
  }

  #readFence(text: string, matched: number, opened: boolean): boolean {
    const found = FENCE.exec(text);
    if (found === null) return false;
    this.#start('fence', matched, opened);
    this.#fence = found[1] ?? found[3] ?? '';
    this.#info = (found[2] ?? found[4] ?? '').trim();
    return true;
  }

  #readHtml(text: string, matched: number, paragraph: boolean, opened: boolean): boolean {
    const end = htmlBlock(text, paragraph);
    if (end === null) return false;
    this.#start('html', matched, opened);
    this.#htmlEnd = end;
    this.#lines.push(text);
    if (endsHtml(text, end, 2)) this.#close(this.#line);
    return true;
  }

  #readSetext(text: string): boolean {
    if (!SETEXT.test(text)) return false;
    const paragraph = this.#lines.join('\n');
    const from = takeDefinitions(paragraph, this.#definitions);
    if (from >= paragraph.length) {
      this.#lines = [];
      this.#open = null;
      return false;
    }
    const line = this.#firstLine + countBreaks(paragraph, from);
    this.#firstLine = line;
    this.#push('heading', this.#line, paragraph.slice(from).trimEnd(), text.startsWith('=') ? 1 : 2);
    this.#lines = [];
    this.#open = null;
    return true;
  }

  /** Makes a table of the paragraph's last line where this line is the delimiter row that fits it. */
  #readDelimiterRow(text: string): boolean {
    const head = this.#lines.at(-1);
    if (head === undefined || !isDelimiterRow(text) || rowCells(head).length !== rowCells(text).length) return false;
    this.#lines.pop();
    const headLine = this.#line - 1;
    this.#close(headLine - 1);
    this.#open = 'table';
    this.#firstLine = headLine;
    this.#opensItem = false;
    this.#lines = [head, ''];
    return true;
  }

  /** Ends the open leaf, of which `endLine` is the last line. */
  #close(endLine: number): void {
    const kind = this.#open;
    if (kind === null) return;
    this.#open = null;
    let text = this.#lines.length === 1 ? (this.#lines[0] ?? '') : this.#lines.join('\n');
    this.#lines = [];
    if (kind === 'paragraph') {
      const from = text.startsWith('[') ? takeDefinitions(text, this.#definitions) : 0;
      if (from > 0) {
        this.#firstLine += countBreaks(text, from);
        text = text.slice(from);
      }
      text = text.trimEnd();
      if (text === '') return;
    }
    this.#push(kind, endLine, text, 0);
  }

  #push(kind: Leaf['kind'], endLine: number, text: string, depth: number): void {
    this.#leaves.push({
      kind,
      line: this.#firstLine,
      endLine,
      text,
      depth,
      info: kind === 'fence' ? this.#info : '',
      opensItem: this.#opensItem,
    });
  }
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** Whether a character can be part of the marks of quotes and list items. */
function isMark(code: number): boolean {
  return code === 62 || (code >= 41 && code <= 46 && code !== 44) || isDigit(code);
}

/** Whether a line that starts with this may be more than plain text: `#`, `` ` ``, `~`, `<`, `=`, `-`, `*`, `_`, `|`, `:`. */
function isLeafMark(code: number): boolean {
  switch (code) {
    case 35:
    case 96:
    case 126:
    case 60:
    case 61:
    case 45:
    case 42:
    case 95:
    case 124:
    case 58:
      return true;
    default:
      return false;
  }
}

/** The text of a heading after its marks; marks that close it are no part of it. */
function atxText(rest: string): string {
  const text = rest.trim();
  let end = text.length;
  while (text.charCodeAt(end - 1) === 35) end -= 1;
  return end === 0 || isBlank(text.charCodeAt(end - 1)) ? text.slice(0, end).trimEnd() : text;
}

function countBreaks(text: string, to: number): number {
  let breaks = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) breaks += 1;
  return breaks;
}
