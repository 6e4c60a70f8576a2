/** A card's text in sections, as snippets are taken from them. */
import { partsOf, type Part } from '../card/outline.js';
import { columnsIn, type Columns } from '../text/columns.js';

/** A heading and the text up to the next one. */
export interface Section {
  readonly heading: readonly string[];
  /** Line of the heading in the body; of the first text where there is none. */
  readonly line: number;
  /** Its text as it is written, marks and all, in parts. */
  readonly sources: readonly string[];
  /** Lines joined by a space, each run of blanks one space; read when first asked for. */
  readonly text: string;
  /** Where each line of the body starts in `text`, in order. */
  readonly starts: readonly { readonly at: number; readonly line: number }[];
  /** Of `text`; counted when first asked for. */
  readonly columns: Columns;
}

/** The sections of a card in order; headings that repeat the title are left out of the paths. */
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
    // A heading without words heads nothing.
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

/** Line of the body on which a place in the section's text stands. */
export function lineAt({ starts, line }: Section, at: number): number {
  return starts.findLast((start) => start.at <= at)?.line ?? line;
}
