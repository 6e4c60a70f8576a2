/** The part of an issue's text that kb manages: reads and rewrites it, and keeps everything that people wrote around it. */
import { counted } from '../text/counted.js';
import { shortHash } from './block/hash.js';
import { markerLine, readMarkerLine, type Signed } from './block/marker-line.js';
import type { Marker } from './block/marker.js';
import type { Block } from './step.js';

/** Maximum length of an issue's text that forges accept. */
export const LONGEST_BODY = 65_536;

/** Minimum number of characters of kb's text to keep if it must be cut. */
const LEAST_TEXT = 400;

const BEGIN = '<!-- kb:begin -->';
const END = '<!-- kb:end -->';
/** The start of kb's comments, which must not be mistaken for real markers if they occur in copied text. */
const OURS = /<!--(?=[ \t]*kb:)/g;
const BREAKS = /\r\n|\r|\n|$/g;
const KEPT =
  '---\n\n_Somebody edited the text that kb wrote. This is the edited version; kb leaves it alone from now on._\n\n';

/** A parsed issue text. */
export type Body =
  | {
      readonly kind: 'managed';
      /** What people wrote above kb's part, with its line breaks. */
      readonly before: string;
      /** The text of kb's part, with `\n` as line break. */
      readonly text: string;
      readonly marker: Marker;
      /** Whether people have changed kb's text. */
      readonly edited: boolean;
      readonly after: string;
    }
  /** There is a marker, but the start or end of kb's part is lost. */
  | { readonly kind: 'unbounded'; readonly marker: Marker }
  | { readonly kind: 'none' };

/** Returns the marker in an issue text; null if there is none. */
export function markerOf(body: string): Marker | null {
  const read = readBody(body);
  return read.kind === 'none' ? null : read.marker;
}

/** Parses an issue text. The first complete part is kb's: a begin line, then a marker, then the next end line. */
export function readBody(body: string): Body {
  const parts = partsOf(body);
  if (parts === null) return { kind: 'none' };
  const { bounds, signed } = parts;
  return bounds ? managed(body, bounds, signed) : { kind: 'unbounded', marker: signed.marker };
}

interface Place {
  readonly at: number;
  readonly end: number;
}

interface Parts {
  /** The marker of kb's part; if its bounds are lost, the first marker anywhere. */
  readonly signed: Signed & Place;
  readonly bounds: { readonly begin: Place; readonly end: Place } | null;
}

function partsOf(body: string): Parts | null {
  let begin: Place | null = null;
  let signed: Parts['signed'] | null = null;
  let loose: Parts['signed'] | null = null;
  for (const { line, at, end } of linesOf(body)) {
    if (line === BEGIN) {
      begin = { at, end };
      signed = null;
    } else if (line === END) {
      if (begin && signed) return { signed, bounds: { begin, end: { at, end } } };
      begin = null;
    } else {
      const found = readMarkerLine(line);
      if (found) signed = { ...found, at, end };
      loose ??= signed;
    }
  }
  return loose && { signed: loose, bounds: null };
}

function managed(body: string, { begin, end }: NonNullable<Parts['bounds']>, signed: Parts['signed']): Body {
  const text = [body.slice(begin.end, signed.at), body.slice(signed.end, end.at)]
    .map((part) => withLineFeeds(part).trim())
    .filter((part) => part !== '')
    .join('\n\n');
  return {
    kind: 'managed',
    before: body.slice(0, begin.at),
    text,
    marker: signed.marker,
    edited: shortHash(text) !== signed.sum,
    after: body.slice(end.end),
  };
}

/** Yields lines without line breaks and trailing blanks. */
function* linesOf(body: string): Generator<Place & { readonly line: string }> {
  let at = 0;
  for (const {
    0: { length },
    index: end,
  } of body.matchAll(BREAKS)) {
    yield { line: body.slice(at, end).trimEnd(), at, end };
    at = end + length;
  }
}

/**
 * Returns the issue text with kb's part updated; null if the bounds of that part are lost, or if what people wrote leaves no
 * room for it. If people have edited kb's part, their version is kept below it, once.
 * @param old null for a new issue
 */
export function writeBody(old: string | null, { text, marker }: Block): string | null {
  const read = readBody(old ?? '');
  if (read.kind === 'unbounded') return null;
  const { before, after } =
    read.kind === 'managed' ? around(read) : { before: '', after: old ? `\n\n${old}` : '' };
  const room = LONGEST_BODY - before.length - after.length;
  const block = fitting(text.replace(OURS, '<!-- formerly'), marker, room);
  return block === null ? null : `${before}${block}${after}`;
}

/** Whether kb's part can be written again with a marker of this card, whatever its text. */
export function hasRoom(read: Body, marker: Marker): boolean {
  if (read.kind !== 'managed') return false;
  const { before, after } = around(read);
  const longest = { ...marker, due: marker.due ?? marker.on, reopened: true, closed: true };
  return LONGEST_BODY - before.length - after.length >= leastRoom(longest);
}

/** Returns what to keep: what people wrote and, below kb's part, once, their edited version of it. */
function around({ before, text, edited, after }: Extract<Body, { kind: 'managed' }>) {
  const kept = edited ? text.replace(OURS, '<!-- formerly') : '';
  const isKept = kept === '' || `${withLineFeeds(after)}\n`.includes(`\n${kept}\n`);
  return { before, after: isKept ? after : `\n\n${KEPT}${kept}\n${after}` };
}

/** Returns the issue text with `closed` set in its marker; unchanged if there is no marker or no room. */
export function markClosed(body: string): string {
  const signed = partsOf(body)?.signed;
  if (!signed) return body;
  const line = markerLine({ ...signed, marker: { ...signed.marker, closed: true } });
  const marked = `${body.slice(0, signed.at)}${line}${body.slice(signed.end)}`;
  return marked.length > LONGEST_BODY ? body : marked;
}

/** Whether nothing needs to be written: the text is up to date, apart from line endings, or cannot be written. */
export function isCurrent(body: string, block: Block): boolean {
  const written = writeBody(body, block);
  return written === null || withLineFeeds(written) === withLineFeeds(body);
}

/** Returns kb's part, cut to fit; null if there is too little room for a useful text. */
function fitting(text: string, marker: Marker, room: number): string | null {
  const whole = framed(text, marker);
  if (whole.length <= room) return whole;
  if (room < leastRoom(marker)) return null;
  const lines = withLineFeeds(text).trim().split('\n');
  const frame = framed('', marker).length + `\n\n_${counted(lines.length, 'more line')}_`.length;
  const keep = linesThatFit(lines, room - frame);
  const more = `_${counted(lines.length - keep, 'more line')}_`;
  return framed(`${lines.slice(0, keep).join('\n')}\n\n${more}`, marker);
}

function leastRoom(marker: Marker): number {
  return framed('', marker).length + LEAST_TEXT;
}

/** Returns how many lines fit into `room` characters, without cutting a code block in two. */
function linesThatFit(lines: readonly string[], room: number): number {
  let keep = 0;
  let fence = '';
  let length = 0;
  for (const [at, line] of lines.entries()) {
    length += line.length + 1;
    if (length > room) break;
    const [, run = ''] = /^\s*(`{3,})/.exec(line) ?? [];
    if (fence === '') fence = run;
    else if (run.length >= fence.length) fence = '';
    if (fence === '') keep = at + 1;
  }
  return keep;
}

function framed(text: string, marker: Marker): string {
  const trimmed = withLineFeeds(text).trim();
  return [BEGIN, trimmed, '', markerLine({ marker, sum: shortHash(trimmed) }), END].join('\n');
}

/** Needed because browsers turn all line ends of an edited text into CRLF. */
function withLineFeeds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
