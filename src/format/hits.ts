/** Search results: rank, trust, title, owner, date and place of each card, and the matching text. */
import type { CatalogRow } from '../catalog/catalog.js';
import type { SearchHit } from '../search/search.js';
import type { Snippet } from '../search/snippet.js';
import { BADGE, badgeText, trustPaint } from './badge.js';
import { dateText, ownerText, type ListFormat } from './cards.js';
import { safe } from './escape.js';
import { fileAddress } from './link.js';
import { isolate, link, printed, shown, type Style } from './style.js';
import { fitsTerminal, formatTable, type Cell, type Column } from './table.js';
import { truncate, width } from './width.js';
import { wrap } from './wrap.js';

export interface HitsOptions {
  /** `oneline`: no snippet. `short` (default): with one. `full`: also tags, kind and audience, snippet uncut. */
  readonly format?: ListFormat;
  /** Shows how each score came about. */
  readonly explain?: boolean;
  /** Absolute path of the base, to make the paths clickable. */
  readonly root?: string | null;
}

const COLUMNS: readonly Column[] = [
  { align: 'right' },
  { shrinkTo: BADGE },
  { shrinkTo: 8 },
  { shrinkTo: 8 },
  {},
  { optional: true },
];

/**
 * The hits, best first. In a pipe, one line per hit: rank, badge, title, owner, date, place, then what else the options ask for.
 */
export function formatHits(hits: readonly SearchHit[], style: Style, options: HitsOptions = {}): string {
  const rows = hits.map((hit, index) => cells(hit, index + 1, style, options.root ?? null));
  if (!style.isTerminal) {
    const more = hits.map((hit) => fields(hit, style, options));
    return printed(
      formatTable(
        rows.map((row, index) => [...row, ...(more[index] ?? [])]),
        [],
        style,
      ),
      style,
    );
  }
  const heads = formatTable(rows, COLUMNS, style);
  const showsPlace = fitsTerminal(rows, COLUMNS, style);
  const indent = ' '.repeat(Math.min(String(hits.length).length + 4, style.columns - 1));
  return printed(
    hits.flatMap((hit, index) => [
      heads[index] ?? '',
      ...(showsPlace ? [] : [indent + placeText(hit, style, options.root ?? null)]),
      ...details(hit, style, options, indent),
    ]),
    style,
  );
}

/** The place, uncut on a line of its own, for a terminal that is too narrow for its column. */
function placeText({ row, line }: SearchHit, style: Style, root: string | null): string {
  return link(
    style.paint.dim(shown(placeOf(row, line), style)),
    root === null ? null : fileAddress(root, row.path),
    style,
  );
}

function placeOf({ path }: CatalogRow, line: number): string {
  return `${path}:${line}`;
}

function cells({ row, trust, line }: SearchHit, rank: number, style: Style, root: string | null): Cell[] {
  const { paint } = style;
  return [
    { text: String(rank), paint: paint.dim },
    { text: badgeText(trust, row.facts.supersededBy, style.marks), paint: trustPaint(trust, style) },
    { text: row.title, paint: paint.bold },
    { text: ownerText(trust) },
    { text: dateText(trust) },
    {
      text: placeOf(row, line),
      paint: paint.dim,
      address: root === null ? null : fileAddress(root, row.path),
    },
  ];
}

/** The fields that follow the place in a pipe. */
function fields(
  { row, because, score, snippet }: SearchHit,
  style: Style,
  { format, explain }: HitsOptions,
): Cell[] {
  return [
    ...(format === 'full' ? [row.tags.join(', '), row.kind ?? '', row.audience] : []),
    ...(format === 'oneline'
      ? []
      : [snippet === null ? '' : [...snippet.heading, snippet.text].join(` ${style.marks.crumb} `)]),
    ...(explain ? [explanation(because, score, style)] : []),
  ].map((text) => ({ text }));
}

/** The lines below a hit in a terminal. */
function details(hit: SearchHit, style: Style, { format, explain }: HitsOptions, indent: string): string[] {
  const room = style.columns - indent.length;
  const { paint, marks } = style;
  const lines: string[] = [];
  if (format === 'full') {
    const { tags, kind, audience } = hit.row;
    const about = [audience, kind ?? '', ...tags.map((tag) => `#${tag}`)].filter((text) => text !== '');
    lines.push(...wrap(paint.dim(about.map((text) => shown(text, style)).join(` ${marks.dot} `)), room));
  }
  if (hit.snippet && format !== 'oneline') {
    lines.push(
      ...(format === 'full'
        ? wrap(snippetText(hit.snippet, style), room)
        : [snippetLine(hit.snippet, style, room)]),
    );
  }
  if (explain) lines.push(...wrap(paint.dim(explanation(hit.because, hit.score, style)), room));
  return lines.map((line) => indent + line);
}

/** A snippet on one line; the heading path is shortened before the text is. */
function snippetLine(snippet: Snippet, style: Style, room: number): string {
  const text = marked(focused(snippet, room, style.marks.ellipsis), style);
  const path = crumbs(snippet, style);
  const left = room - width(text);
  const fits = path !== '' && left >= Math.min(width(path), 12);
  return truncate(
    fits ? truncate(path, left, `${style.marks.ellipsis} `) + text : text,
    room,
    style.marks.ellipsis,
  );
}

/** The snippet, without its start if the first matched word would otherwise be cut off. */
function focused(snippet: Snippet, room: number, ellipsis: string): Snippet {
  const { text, marks } = snippet;
  const [first] = marks;
  if (!first || width(text.slice(0, first[1])) <= room * 0.8) return snippet;
  const near = text.slice(0, Math.max(0, first[0] - Math.floor(room / 3)));
  const blank = near.lastIndexOf(' ');
  const from = near.length - blank < room / 4 ? blank + 1 : near.length;
  const rest = text.slice(from).replace(/^[\p{M}\p{Cs}]+/u, '');
  const shift = text.length - rest.length - ellipsis.length;
  return {
    ...snippet,
    text: ellipsis + rest,
    marks: marks.map(([start, end]) => [start - shift, end - shift]),
  };
}

function snippetText(snippet: Snippet, style: Style): string {
  return crumbs(snippet, style) + marked(snippet, style);
}

function crumbs({ heading }: Snippet, style: Style): string {
  return heading.map((text) => style.paint.dim(`${shown(text, style)} ${style.marks.crumb} `)).join('');
}

/** The text with the matched words in bold. */
function marked({ text, marks }: Snippet, style: Style): string {
  let result = '';
  let at = 0;
  for (const [from, to] of marks) {
    if (from < at || to > text.length) continue;
    result += safe(text.slice(at, from)) + style.paint.bold(safe(text.slice(from, to)));
    at = to;
  }
  return isolate(result + safe(text.slice(at)), style);
}

/** `text 7.1 × coverage 1 × trust 1.00 × use 1.22 × recency 1.04 = 9.0` */
export function explanation(because: SearchHit['because'], score: number, { marks }: Style): string {
  const factors = [
    `text ${short(because.text)}`,
    `coverage ${Number(because.coverage.toFixed(2))}`,
    ...(['trust', 'use', 'recency'] as const).map((name) => `${name} ${because[name].toFixed(2)}`),
  ];
  return `${factors.join(` ${marks.times} `)} = ${short(score)}`;
}

/** One decimal place; two significant digits for numbers below 1. */
function short(value: number): string {
  return value >= 1 || value === 0 ? value.toFixed(1) : value.toPrecision(2);
}
