/**
 * The shape of a card's body: headings, anchors, links, images, fences and plain text, each with its line.
 * One linear scan, because a Markdown tree takes a hundred times as long; a test holds the two together.
 */

export interface Heading {
  /** 1 to 6. */
  readonly depth: number;
  /** Plain text, without marks. */
  readonly text: string;
  /** The fragment that links to it, without `#`, made unique as GitHub does. */
  readonly anchor: string;
  /** Line of the body, from 1. */
  readonly line: number;
}

export interface Link {
  /** As written, entities and escapes resolved; of a reference link: its definition's. */
  readonly target: string;
  readonly text: string;
  readonly line: number;
}

export interface Image {
  readonly target: string;
  readonly alt: string;
  readonly line: number;
}

export interface Fence {
  /** First word after the fence; '' where there is none. */
  readonly language: string;
  /** First and last line of the block, the fences included. */
  readonly line: number;
  readonly endLine: number;
}

/** One line of readable text: marks, link targets and HTML tags are gone, code keeps its text. */
export interface TextLine {
  readonly text: string;
  readonly line: number;
}

export interface Outline {
  readonly headings: readonly Heading[];
  /** Fragments that can be linked to: those of the headings and `id`/`name` of HTML elements. */
  readonly anchors: ReadonlySet<string>;
  readonly links: readonly Link[];
  readonly images: readonly Image[];
  readonly fences: readonly Fence[];
  /** In reading order; headings included. */
  readonly text: readonly TextLine[];
}
