/** State that is shared while a card is rendered: definitions, footnotes in order of citation, and the room that is left. */
import type { Definition, FootnoteDefinition, Root } from 'mdast';
import type { Highlight } from './highlight.js';
import type { Style } from './style.js';

/** Of the cards of up to 256 KiB, only one that was made to blow up reaches these limits. */
const MOST_LINES = 20_000;
const MOST_CHARACTERS = 2_000_000;

export class Page {
  readonly definitions = new Map<string, Definition>();
  readonly #footnotes = new Map<string, FootnoteDefinition>();
  /** The footnotes cited so far; a footnote may cite others. */
  readonly cited: FootnoteDefinition[] = [];
  #lines = MOST_LINES;
  #characters = MOST_CHARACTERS;

  constructor(
    root: Root,
    readonly style: Style,
    readonly highlight: Highlight,
  ) {
    const nodes: Parent[] = [root];
    for (let node = nodes.pop(); node; node = nodes.pop()) {
      for (const child of node.children) {
        if (child.type === 'definition') addFirst(this.definitions, child);
        else if (child.type === 'footnoteDefinition') addFirst(this.#footnotes, child);
        if ('children' in child) nodes.push(child);
      }
    }
  }

  /** Returns the number of a footnote, from 1 in order of citation; null if it is not defined. */
  cite(identifier: string): number | null {
    const note = this.#footnotes.get(identifier);
    if (!note) return null;
    const at = this.cited.indexOf(note);
    return at >= 0 ? at + 1 : this.cited.push(note);
  }

  /** Returns as many of the lines as there is room for. */
  take(lines: readonly string[]): string[] {
    const taken: string[] = [];
    for (const line of lines) {
      this.#characters -= line.length + 1;
      this.#lines -= 1;
      if (this.isFull) break;
      taken.push(line);
    }
    return taken;
  }

  get isFull(): boolean {
    return this.#lines < 0 || this.#characters < 0;
  }
}

type Node = Root['children'][number];
type Parent = Root | Extract<Node, { children: unknown[] }>;

function addFirst<T extends { identifier: string }>(known: Map<string, T>, node: T): void {
  if (!known.has(node.identifier)) known.set(node.identifier, node);
}
