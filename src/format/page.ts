/** What the parts of a rendered card share: definitions, footnotes in the order in which they are cited, how much is left to print. */
import type { Definition, FootnoteDefinition, Root } from 'mdast';
import type { Highlight } from './highlight.js';
import type { Style } from './style.js';

/** A card of 256 KiB cannot reach these honestly; one that is made to explode does. */
const MOST_LINES = 20_000;
const MOST_CHARACTERS = 2_000_000;

export class Page {
  readonly definitions = new Map<string, Definition>();
  readonly #footnotes = new Map<string, FootnoteDefinition>();
  /** Cited so far; a footnote may cite others. */
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

  /** Number of a footnote, from 1 in the order of citation; null where it is not defined. */
  cite(identifier: string): number | null {
    const note = this.#footnotes.get(identifier);
    if (!note) return null;
    const at = this.cited.indexOf(note);
    return at >= 0 ? at + 1 : this.cited.push(note);
  }

  /** The lines as far as there is room for them. */
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
