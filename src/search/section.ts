/** A card's text in sections, as snippets are taken from them. */
import { readLines } from '../card/outline.js';
import { columnsOf } from '../text/columns.js';

/** A heading and the text up to the next one. */
export interface Section {
  readonly heading: readonly string[];
  /** Line of the heading in the body; of the first text where there is none. */
  readonly line: number;
  /** Lines joined by a space, each run of blanks one space. */
  readonly text: string;
  /** Where each line of the body starts in `text`, in order. */
  readonly starts: readonly { readonly at: number; readonly line: number }[];
  /** Columns in front of each UTF-16 unit of `text`; counted when first asked for. */
  readonly columns: Uint32Array;
}

/** The sections of a card in order; headings that repeat the title are left out of the paths. */
export function* sections(body: string, title: string): Iterable<Section> {
  let path: { depth: number; text: string }[] = [];
  let line: number | undefined;
  let pieces: { text: string; line: number }[] = [];
  const finish = (): Section | undefined => {
    const first = line ?? pieces[0]?.line;
    if (first === undefined) return undefined;
    const heading = path.map(({ text }) => text).filter((text) => text !== title && text !== '');
    const section = join(heading, first, pieces);
    pieces = [];
    return section.text === '' && heading.length === 0 ? undefined : section;
  };
  for (const { text, line: at, heading } of readLines(body)) {
    if (!heading) {
      pieces.push({ text, line: at });
      continue;
    }
    const section = finish();
    if (section) yield section;
    path = [
      ...path.filter(({ depth }) => depth < heading.depth),
      { depth: heading.depth, text: heading.text.trim() },
    ];
    line = at;
  }
  const section = finish();
  if (section) yield section;
}

function join(
  heading: readonly string[],
  line: number,
  pieces: readonly { text: string; line: number }[],
): Section {
  let text = '';
  const starts: { at: number; line: number }[] = [];
  for (const piece of pieces) {
    const words = piece.text.trim().replace(/\s+/g, ' ');
    if (words === '') continue;
    if (text !== '') text += ' ';
    starts.push({ at: text.length, line: piece.line });
    text += words;
  }
  let columns: Uint32Array | undefined;
  return {
    heading,
    line,
    text,
    starts,
    get columns() {
      return (columns ??= columnsOf(text));
    },
  };
}

/** Line of the body on which a place in the section's text stands. */
export function lineAt({ starts, line }: Section, at: number): number {
  return starts.findLast((start) => start.at <= at)?.line ?? line;
}
