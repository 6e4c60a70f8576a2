/** Splits a card's text into sections, from which snippets are taken. */
import { partsOf, type Part } from '../card/outline.js';
import { columnsIn, type Columns } from '../text/columns.js';

/** A heading and the text up to the next one. */
export interface Section {
  /** The headings above the text, outermost first. */
  readonly heading: readonly string[];
  /** Line of the heading in the body, from 1; of the first text if there is no heading. */
  readonly line: number;
  /** The Markdown source of its text, in parts. */
  readonly sources: readonly string[];
  /** Its lines joined by spaces, with white space collapsed; made on first use. */
  readonly text: string;
  /** Where each line of the body starts in `text`, in order. */
  readonly starts: readonly { readonly at: number; readonly line: number }[];
  /** Columns of `text`; counted on first use. */
  readonly columns: Columns;
}

/** Returns the sections of a card in order. Headings that repeat the title are left out of `heading`. */
export function* sections(body: string, title: string): Iterable<Section> {
  let path: { depth: number; text: string }[] = [];
  let line: number | undefined;
  let parts: Part[] = [];
  const finish = (): Section | undefined => {
    const heading = path.map(({ text }) => text).filter((text) => text !== title && text !== '');
    const section = new PartsSection(heading, line, parts);
    parts = [];
    return section.isEmpty ? undefined : section;
  };
  for (const part of partsOf(body)) {
    const { heading } = part;
    // A heading without text starts no section.
    if (heading === null || part.lines().length === 0) {
      parts.push(part);
      continue;
    }
    const section = finish();
    if (section) yield section;
    path = [
      ...path.filter(({ depth }) => depth < heading.depth),
      { depth: heading.depth, text: heading.text.trim() },
    ];
    line = heading.line;
  }
  const section = finish();
  if (section) yield section;
}

class PartsSection implements Section {
  #joined: Pick<Section, 'text' | 'starts'> | undefined;
  #columns: Columns | undefined;

  constructor(
    readonly heading: readonly string[],
    private readonly headingLine: number | undefined,
    private readonly parts: readonly Part[],
  ) {}

  get line(): number {
    return this.headingLine ?? this.starts[0]?.line ?? 1;
  }

  get isEmpty(): boolean {
    return this.heading.length === 0 && this.text === '';
  }

  get sources(): readonly string[] {
    return this.parts.map(({ source }) => source);
  }

  get text(): string {
    return (this.#joined ??= joined(this.parts)).text;
  }

  get starts(): Section['starts'] {
    return (this.#joined ??= joined(this.parts)).starts;
  }

  get columns(): Columns {
    return this.#columns === undefined ? (this.#columns = columnsIn(this.text)) : this.#columns;
  }
}

function joined(parts: readonly Part[]): Pick<Section, 'text' | 'starts'> {
  let text = '';
  const starts: { at: number; line: number }[] = [];
  for (const piece of parts.flatMap((part) => part.lines())) {
    const words = piece.text.trim().replace(/\s+/g, ' ');
    if (words === '') continue;
    if (text !== '') text += ' ';
    starts.push({ at: text.length, line: piece.line });
    text += words;
  }
  return { text, starts };
}

/** Returns the line of the body that a position in the section's text is on. */
export function lineAt({ starts, line }: Section, at: number): number {
  return starts.findLast((start) => start.at <= at)?.line ?? line;
}
