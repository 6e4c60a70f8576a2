/** How output looks on one stream: colors, marks, links and width. Everything in this folder draws with a `Style`. */
import picocolors from 'picocolors';
import type { Environment, Output } from '../io.js';
import { disarm, safe } from './escape.js';
import { supportsLinks, type Address } from './link.js';

export type Paint = (text: string) => string;

export interface Style {
  /** If true, columns are aligned and cut to the terminal; otherwise, fields are separated by tabs and nothing is cut. */
  readonly isTerminal: boolean;
  /** Columns of the terminal, at least 1; 80 without a terminal. */
  readonly columns: number;
  readonly color: boolean;
  readonly paint: ReturnType<typeof picocolors.createColors>;
  readonly marks: Marks;
  /** Whether links can be clicked (OSC 8). */
  readonly links: boolean;
  /** Whether right-to-left text is isolated from the text beside it. */
  readonly isolates: boolean;
}

export const UNICODE_MARKS = {
  verified: '✔',
  stale: '✖',
  unverified: '?',
  due: '!',
  draft: '~',
  see: '→',
  archived: '–',
  ellipsis: '…',
  bullet: '•',
  times: '×',
  dot: '·',
  crumb: '›',
  bar: '│',
  rule: '─',
  cross: '┼',
} as const;

/** The signs that kb draws; each one has an ASCII form. */
export type Marks = Readonly<Record<keyof typeof UNICODE_MARKS, string>>;

export const ASCII_MARKS: Marks = {
  verified: '+',
  stale: 'x',
  unverified: '?',
  due: '!',
  draft: '~',
  see: '->',
  archived: '-',
  ellipsis: '...',
  bullet: '*',
  times: 'x',
  dot: '-',
  crumb: '>',
  bar: '|',
  rule: '-',
  cross: '+',
};

/** Returns the style of a stream. The stream decides on color; `unicode` and `env` describe where kb runs. */
export function styleOf(output: Output, unicode: boolean, env: Environment): Style {
  const controls = output.isTerminal && env['TERM'] !== 'dumb';
  return {
    isTerminal: output.isTerminal,
    columns: Math.max(1, output.columns),
    color: output.color,
    paint: picocolors.createColors(output.color),
    marks: unicode ? UNICODE_MARKS : ASCII_MARKS,
    links: controls && output.color && supportsLinks(env),
    isolates: controls && unicode,
  };
}

/** Text that opens an address when it is clicked, if the terminal supports that. */
export function link(text: string, address: Address | null, style: Style): string {
  return style.links && address !== null ? `\x1b]8;;${address}\x1b\\${text}\x1b]8;;\x1b\\` : text;
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Isolates escaped text that contains right-to-left letters, which would otherwise reorder the text beside it. */
export function isolate(text: string, style: Style): string {
  return style.isolates && RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

/** Card text for use within a line: escaped and isolated. */
export function shown(text: string, style: Style): string {
  return isolate(safe(text), style);
}

/** Joins lines for a stream. Unless it is a terminal, a CI runner may read it, so no line is left as a command to one. */
export function printed(lines: readonly string[], style: Style): string {
  if (lines.length === 0) return '';
  const text = lines.join('\n') + '\n';
  return style.isTerminal ? text : disarm(text);
}
