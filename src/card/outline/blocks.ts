/**
 * The block structure of a Markdown body: CommonMark with GFM tables and footnotes. Each line continues as many open
 * quotes, list items and footnotes as it can and may open more; the rest of it continues or starts a leaf.
 */
import { isBlank } from './characters.js';
import { CODE_INDENT, continues, isThematicBreak, openedBy, type Container } from './container.js';
import { takeDefinitions, type Definition } from './destination.js';
import { htmlBlock } from './html.js';
import { Line } from './line.js';
import { withoutClosing } from './origin.js';
import { isDelimiterRow, rowCells } from './table.js';

/** A block that contains text rather than blocks. */
export interface Leaf {
  readonly kind: 'paragraph' | 'heading' | 'table' | 'fence' | 'indented' | 'html';
  /** First and last line, counted from 1. */
  readonly line: number;
  readonly endLine: number;
  /**
   * Its lines without the prefixes of quotes and lists. The delimiter row of a table is empty, and the fences of a code
   * block are left out.
   */
  readonly text: string;
  /** The depth of a heading, 1 to 6; 0 for other leaves. */
  readonly depth: number;
  /** The info string of a fence; '' for other leaves. */
  readonly info: string;
  /** Whether it is the first leaf of a list item. A paragraph may then start with a task's box. */
  readonly opensItem: boolean;
}

export interface Blocks {
  /** In reading order. May be iterated only once. */
  readonly leaves: Iterable<Leaf>;
  /** By normalized label. */
  readonly definitions: ReadonlyMap<string, Definition>;
  /** Normalized labels of the footnotes. */
  readonly footnotes: ReadonlySet<string>;
}

/** Maximum nesting of quotes, list items and footnotes; the marks of deeper ones are skipped. */
export const MOST_NESTED = 16;

/** Returns the leaves of a body whose only line breaks are `\n`. */
export function scanBlocks(body: string): Blocks {
  const { leaves, ...rest } = scanInTurn(body);
  return { ...rest, leaves: [...leaves] };
}

/** Like scanBlocks, but scans each leaf on demand if nothing further down can affect how it is read. */
export function scanLazily(body: string): Blocks {
  return body.includes(']:') ? scanBlocks(body) : scanInTurn(body);
}

function scanInTurn(body: string): Blocks {
  const scan = new BlockScan();
  return { leaves: scan.leaves(body), definitions: scan.definitions, footnotes: scan.footnotes };
}

const FENCE = /^(?:(`{3,})([^`]*)|(~{3,})(.*))$/;
const SETEXT = /^(?:=+|-+)[ \t]*$/;
/** Characters that a line may start with if it is more than plain text. */
const LEAF_MARKS = new Set(Array.from('#`~<=-*_|:', (mark) => mark.charCodeAt(0)));

class BlockScan {
  readonly definitions = new Map<string, Definition>();
  readonly footnotes = new Set<string>();
  readonly #leaves: Leaf[] = [];
  readonly #containers: Container[] = [];
  readonly #line = new Line();
  /** How many of the containers the line continues, and whether it opened more. */
  #matched = 0;
  #opened = false;
  /** Whether a list item was opened that has no leaf yet. */
  #itemIsNew = false;

  /** The open leaf: its kind, its lines, and what it was opened with. */
  #kind: Leaf['kind'] | null = null;
  #lines: string[] = [];
  #firstLine = 0;
  #opensItem = false;
  #fence = '';
  #info = '';
  /** What ends the open HTML block; null if a blank line does. */
  #htmlEnd: RegExp | null = null;

  *leaves(body: string): Generator<Leaf> {
    const tabs = body.includes('\t');
    for (let from = 0; from < body.length;) {
      let to = body.indexOf('\n', from);
      if (to < 0) to = body.length;
      this.#line.next(body, from, to);
      if (tabs) this.#line.expandTabs();
      this.#readLine();
      from = to + 1;
      if (this.#leaves.length > 0) yield* this.#leaves.splice(0);
    }
    this.#close(this.#line.number);
    yield* this.#leaves;
  }

  #readLine(): void {
    const line = this.#line;
    const containers = this.#containers;
    this.#matched = 0;
    for (const container of containers) {
      if (!continues(container, line)) break;
      this.#matched += 1;
    }
    this.#opened = false;
    const ink = line.ink();
    if (ink >= line.end) {
      this.#readBlank();
    } else if (this.#continues && (this.#kind === 'fence' || this.#kind === 'html')) {
      this.#readRaw(ink);
    } else {
      this.#openContainers();
      this.#readText();
    }
  }

  /** Whether the line stays in the container of the open leaf. */
  get #continues(): boolean {
    return !this.#opened && this.#matched === this.#containers.length;
  }

  /** Whether the line may continue a paragraph, even as a lazy continuation line without the marks of its containers. */
  get #inParagraph(): boolean {
    return !this.#opened && this.#kind === 'paragraph';
  }

  #readBlank(): void {
    const inHtml = this.#kind === 'html' && this.#htmlEnd !== null;
    if (this.#continues && (this.#kind === 'fence' || this.#kind === 'indented' || inHtml)) {
      this.#lines.push('');
      return;
    }
    this.#leave();
    this.#itemIsNew = false;
  }

  /** Reads a line of fenced code or HTML, where nothing else can start. */
  #readRaw(ink: number): void {
    const text = this.#line.rest(ink);
    const closes = ink - this.#line.at < CODE_INDENT && this.#kind === 'fence' && this.#closesFence(text);
    if (!closes) this.#lines.push(text);
    if (closes || (this.#kind === 'html' && this.#htmlEnd?.test(text))) this.#close(this.#line.number);
  }

  #closesFence(text: string): boolean {
    if (!text.startsWith(this.#fence)) return false;
    let at = this.#fence.length;
    while (text.charCodeAt(at) === this.#fence.charCodeAt(0)) at += 1;
    return text.slice(at).trim() === '';
  }

  #openContainers(): void {
    let depth = this.#matched;
    for (;;) {
      const interrupts = this.#continues && this.#inParagraph;
      const container = openedBy(this.#line, interrupts, this.footnotes);
      if (container === null) return;
      if (!this.#opened) this.#leave();
      this.#opened = true;
      this.#itemIsNew = container.kind === 'item';
      if (depth < MOST_NESTED) this.#containers.push(container);
      depth += 1;
    }
  }

  #readText(): void {
    const line = this.#line;
    const ink = line.ink();
    if (ink >= line.end) return;
    const indented = ink - line.at >= CODE_INDENT;
    line.pass(ink);
    if (indented && !this.#inParagraph) {
      if (!(this.#continues && this.#kind === 'indented')) this.#start('indented');
    } else if (indented || !LEAF_MARKS.has(line.code(ink)) || !this.#readLeafMark(line.rest())) {
      const inTable = this.#continues && this.#kind === 'table';
      if (!this.#inParagraph && !inTable) this.#start('paragraph');
    } else {
      return;
    }
    this.#lines.push(line.rest());
  }

  /** Reads a line whose marks start or end a leaf. Returns whether it was one. */
  #readLeafMark(text: string): boolean {
    switch (text.charAt(0)) {
      case '#':
        return this.#readAtx(text);
      case '`':
      case '~':
        return this.#readFence(text);
      case '<':
        return this.#readHtml(text);
      case '=':
        return this.#readSetext(text);
      case '-':
        return this.#readSetext(text) || this.#readThematicBreak(text) || this.#readDelimiterRow(text);
      case '*':
      case '_':
        return this.#readThematicBreak(text);
      default:
        return this.#readDelimiterRow(text);
    }
  }

  #readAtx(text: string): boolean {
    let depth = 1;
    while (text.charCodeAt(depth) === 35) depth += 1;
    if (depth > 6 || (depth < text.length && !isBlank(text.charCodeAt(depth)))) return false;
    this.#start('heading');
    this.#push('heading', this.#line.number, atxText(text.slice(depth)), depth);
    this.#kind = null;
    return true;
  }

  #readFence(text: string): boolean {
    const found = FENCE.exec(text);
    if (found === null) return false;
    this.#start('fence');
    this.#fence = found[1] ?? found[3] ?? '';
    this.#info = (found[2] ?? found[4] ?? '').trim();
    return true;
  }

  #readHtml(text: string): boolean {
    const end = htmlBlock(text, this.#inParagraph);
    if (end === null) return false;
    this.#start('html');
    this.#htmlEnd = end.mark;
    this.#lines.push(text);
    // The dashes that open a comment may also close it: `<!-->`.
    if (end.mark?.test(text.slice(2))) this.#close(this.#line.number);
    return true;
  }

  #readThematicBreak(text: string): boolean {
    if (!isThematicBreak(text)) return false;
    this.#leave();
    this.#itemIsNew = false;
    return true;
  }

  /** Turns the paragraph above into a heading, unless it has nothing but definitions. */
  #readSetext(text: string): boolean {
    if (!this.#inParagraph || !this.#continues || !SETEXT.test(text)) return false;
    const paragraph = this.#takeParagraph();
    this.#kind = null;
    if (paragraph === '') return false;
    this.#push('heading', this.#line.number, paragraph, text.startsWith('=') ? 1 : 2);
    return true;
  }

  /** Turns the paragraph's last line into the head of a table if this line is a matching delimiter row. */
  #readDelimiterRow(text: string): boolean {
    const head = this.#lines.at(-1);
    if (!this.#inParagraph || !this.#continues || head === undefined || !isDelimiterRow(text)) return false;
    if (rowCells(head).length !== rowCells(text).length) return false;
    this.#lines.pop();
    const headLine = this.#line.number - 1;
    this.#close(headLine - 1);
    this.#kind = 'table';
    this.#firstLine = headLine;
    this.#opensItem = false;
    this.#lines = [head, ''];
    return true;
  }

  /** Opens a leaf in the containers of the line. */
  #start(kind: Leaf['kind']): void {
    if (!this.#opened) this.#leave();
    this.#kind = kind;
    this.#firstLine = this.#line.number;
    this.#opensItem = this.#itemIsNew;
    this.#itemIsNew = false;
  }

  /** Closes the open leaf and the containers that the line does not continue. */
  #leave(): void {
    this.#close(this.#line.number - 1);
    if (!this.#opened) this.#containers.length = this.#matched;
  }

  /** Closes the open leaf, whose last line is `endLine`. */
  #close(endLine: number): void {
    const kind = this.#kind;
    if (kind === null) return;
    this.#kind = null;
    const text = kind === 'paragraph' ? this.#takeParagraph() : this.#lines.join('\n');
    this.#lines = [];
    if (kind !== 'paragraph' || text !== '') this.#push(kind, endLine, text, 0);
  }

  /** Returns the text of the open paragraph without the definitions at its start. */
  #takeParagraph(): string {
    let text = this.#lines.length === 1 ? (this.#lines[0] ?? '') : this.#lines.join('\n');
    this.#lines = [];
    const from = text.startsWith('[') ? takeDefinitions(text, this.#firstLine, this.definitions) : 0;
    if (from > 0) {
      this.#firstLine += text.slice(0, from).split('\n').length - 1;
      text = text.slice(from);
    }
    return text.trimEnd();
  }

  #push(kind: Leaf['kind'], endLine: number, text: string, depth: number): void {
    const info = kind === 'fence' ? this.#info : '';
    const opensItem = this.#opensItem;
    this.#leaves.push({ kind, line: this.#firstLine, endLine, text, depth, info, opensItem });
  }
}

/** Returns the text of a heading after its opening marks, without its closing marks. */
function atxText(rest: string): string {
  return withoutClosing(rest.trim());
}
