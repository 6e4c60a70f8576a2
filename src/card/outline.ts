/**
 * The outline of a card's body: headings, anchors, links, images, fences and plain text, each with its line.
 * One linear scan, because building a Markdown tree takes a hundred times as long; a test checks that both agree.
 */
import { Anchors, fragmentOf } from './outline/anchor.js';
import { scanBlocks, scanLazily, type Blocks, type Leaf } from './outline/blocks.js';
import { fold, LOST_BREAK, unescape } from './outline/characters.js';
import { blockText, type Finds, type Image, type Link } from './outline/html.js';
import { Origin, type Place } from './outline/origin.js';
import type { Definition } from './outline/destination.js';
import { InlineScan } from './outline/inline.js';
import { rowCells } from './outline/table.js';

export type { Image, Link };

export interface Heading {
  /** 1 to 6. */
  readonly depth: number;
  /** Plain text without markup. */
  readonly text: string;
  /** The fragment that links to it, without `#`, made unique the way GitHub does it. */
  readonly anchor: string;
  /** Line of the body, counted from 1. */
  readonly line: number;
}

export interface Fence {
  /** First word after the fence; '' if there is none. */
  readonly language: string;
  /** First and last line of the block, including the fences. */
  readonly line: number;
  readonly endLine: number;
}

/** One line of readable text: without marks, link targets and HTML tags, but with the text of code. */
export interface TextLine {
  readonly text: string;
  readonly line: number;
}

/** A heading, paragraph or similar block whose text is read on demand. */
export interface Part {
  /** Null if the part is not a heading. */
  readonly heading: Heading | null;
  /** The Markdown source. */
  readonly source: string;
  lines(): readonly TextLine[];
}

export interface Outline {
  readonly headings: readonly Heading[];
  /**
   * Fragments that can be linked to: those of the headings, `id`/`name` of HTML elements, and the terms of description
   * lists (`- term`, below it `  - : text`), for which sites that support such lists also create fragments.
   */
  readonly anchors: ReadonlySet<string>;
  readonly links: readonly Link[];
  readonly images: readonly Image[];
  readonly fences: readonly Fence[];
  /** In reading order, including headings. */
  readonly text: readonly TextLine[];
}

/**
 * Returns the outline of a card's body, in time linear in its length whatever it contains. Markdown is read as remark
 * reads it with GFM: template code and macros are text, and so is `{#id}` after a heading.
 */
export function outline(body: string): Outline {
  return new OutlineScan(scanBlocks(normalised(body))).scan();
}

/**
 * Returns the parts of a body in reading order, each read on demand because a snippet needs few of them. Their lines are
 * the same as the outline's text.
 */
export function partsOf(body: string): Iterable<Part> {
  return new OutlineScan(scanLazily(normalised(body))).parts();
}

/** An address in a body and where it is written. */
export interface Address extends Place {
  /** With entities and escapes resolved. */
  readonly target: string;
}

/**
 * Returns where the addresses of links, images and link reference definitions are written, in text order, each once.
 * Autolinks (`<https://…>`) are left out, and so are later definitions of the same label, which have no effect.
 */
export function addressesIn(body: string): Address[] {
  const origin = new Origin(body);
  const scan = new OutlineScan(scanBlocks(normalised(body)), origin);
  const { links, images } = scan.scan();
  const found = [...links, ...images].flatMap(({ target, place }) => (place ? [{ target, ...place }] : []));
  const defined = scan.definitions.flatMap(({ target, text, line, from, to }) => {
    origin.enter({ kind: 'paragraph', text, line, endLine: line });
    const angle = text[from] === '<';
    const place = angle ? origin.place(from + 1, to - 1, 'angle') : origin.place(from, to, 'bare');
    return place ? [{ target, ...place }] : [];
  });
  return [...found, ...defined].sort((a, b) => a.from - b.from);
}

/** Removes the byte order mark, makes `\n` the only line break, so that lines are easy to count, and replaces NULs. */
function normalised(body: string): string {
  let text = body.startsWith('\u{feff}') ? body.slice(1) : body;
  if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
  return text.includes('\0') ? text.replaceAll('\0', '\u{fffd}') : text;
}

class OutlineScan {
  readonly #headings: Heading[] = [];
  readonly #finds: Finds;
  readonly #fences: Fence[] = [];
  readonly #text: TextLine[] = [];
  readonly #headingAnchors = new Anchors();
  /** The text of the previous paragraph if it opens a list item, else ''. */
  #lastItem = '';
  readonly #leaves: Iterable<Leaf>;
  readonly #inline: InlineScan;

  readonly definitions: readonly Definition[];

  constructor({ leaves, definitions, footnotes }: Blocks, origin: Origin | null = null) {
    this.#leaves = leaves;
    this.#finds = { links: [], images: [], anchors: new Set(), origin };
    this.definitions = origin ? [...definitions.values()] : [];
    this.#inline = new InlineScan({ definitions, footnotes, ...this.#finds });
  }

  *parts(): Generator<Part> {
    for (const leaf of this.#leaves) {
      let lines: readonly TextLine[] | undefined;
      const read = (): readonly TextLine[] => {
        if (lines) return lines;
        this.#text.length = 0;
        this.#read(leaf);
        return (lines = [...this.#text]);
      };
      if (leaf.kind === 'heading') read();
      const heading = leaf.kind === 'heading' ? (this.#headings.at(-1) ?? null) : null;
      yield { heading, source: leaf.text, lines: read };
    }
  }

  scan(): Outline {
    for (const leaf of this.#leaves) {
      this.#finds.origin?.enter(leaf);
      this.#read(leaf);
    }
    const { links, images, anchors } = this.#finds;
    return {
      headings: this.#headings,
      links,
      images,
      anchors,
      fences: this.#fences,
      text: this.#text,
    };
  }

  #read(leaf: Leaf): void {
    switch (leaf.kind) {
      case 'paragraph':
        this.#addParagraph(leaf);
        break;
      case 'heading':
        this.#addHeading(leaf);
        break;
      case 'table':
        this.#addTable(leaf);
        break;
      case 'fence':
        this.#fences.push({ language: language(leaf.info), line: leaf.line, endLine: leaf.endLine });
        this.#addText(leaf.text, leaf.line + 1);
        break;
      case 'indented':
        this.#addText(leaf.text, leaf.line);
        break;
      case 'html':
        this.#addText(blockText(leaf.text, leaf.line, this.#finds), leaf.line);
        break;
    }
  }

  #addParagraph(leaf: Leaf): void {
    const text = this.#inline.read(leaf.text, leaf.line, leaf.opensItem);
    if (leaf.opensItem && text.startsWith(': ')) this.#addTerm();
    this.#lastItem = leaf.opensItem ? text : '';
    this.#addText(text, leaf.line);
  }

  /** Adds the item above as a term of a description list. Macros after the term are not part of its name. */
  #addTerm(): void {
    const [term = ''] = this.#lastItem.split('{{', 1);
    const fragment = fragmentOf(fold(term));
    if (fragment !== '') this.#finds.anchors.add(fragment);
  }

  #addHeading(leaf: Leaf): void {
    const text = this.#inline
      .read(leaf.text, leaf.line, false, false)
      .replaceAll(LOST_BREAK, '')
      .replace(/ *\n/g, ' ');
    const anchor = this.#headingAnchors.next(text);
    this.#headings.push({ depth: leaf.depth, text: fold(text), anchor, line: leaf.line });
    this.#finds.anchors.add(anchor);
    this.#addText(text, leaf.line);
  }

  #addTable(leaf: Leaf): void {
    let line = leaf.line;
    let at = 0;
    for (const row of leaf.text.split('\n')) {
      const cells = rowCells(row).map((cell) => {
        at = this.#finds.origin?.enterCell(cell, at) ?? at;
        // A literal pipe in a cell is escaped even in code, where Markdown otherwise has no escapes.
        return this.#inline.read(cell.replaceAll('\\|', '|'), line);
      });
      this.#addText(cells.join(' '), line);
      line += 1;
    }
  }

  #addText(text: string, firstLine: number): void {
    let line = firstLine;
    let from = 0;
    while (from <= text.length) {
      let to = text.indexOf('\n', from);
      if (to < 0) to = text.length;
      let trimmed = text.slice(from, to).trim();
      const lineHere = line;
      line += 1;
      if (trimmed.includes(LOST_BREAK)) {
        const parts = trimmed.split(LOST_BREAK);
        line += parts.length - 1;
        trimmed = parts.join('').trim();
      }
      if (trimmed !== '') this.#text.push({ text: trimmed, line: lineHere });
      from = to + 1;
    }
  }
}

/** First word of the info string. */
function language(info: string): string {
  const end = info.search(/[ \t]/);
  return unescape(end < 0 ? info : info.slice(0, end));
}
