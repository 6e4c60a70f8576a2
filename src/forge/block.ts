/** kb's part of an issue's text: found, and written again, while all that people wrote around it stays as it is. */
import { counted } from '../text/counted.js';
import { shortHash } from './block/hash.js';
import { markerLine, readMarkerLine, type Signed } from './block/marker-line.js';
import type { Marker } from './block/marker.js';
import type { Block } from './step.js';

/** Letters that a forge takes as the text of an issue. */
export const LONGEST_BODY = 65_536;

/** Letters of our text that there has to be room for, where it does not fit as a whole. */
const LEAST_TEXT = 400;

const BEGIN = '<!-- kb:begin -->';
const END = '<!-- kb:end -->';
/** What of ours people may have copied, which must not be taken for ours. */
const OURS = /<!--(?=[ \t]*kb:)/g;
const BREAKS = /\r\n|\r|\n|$/g;
const KEPT =
  '---\n\n_Somebody edited the text by kb. This is the edited version; kb leaves it alone from now on._\n\n';

/** The text of an issue, taken apart. */
export type Body =
  | {
      readonly kind: 'managed';
      /** What people wrote, with its line breaks. */
      readonly before: string;
      /** What stands in our part, with line breaks as `\n`. */
      readonly text: string;
      readonly marker: Marker;
      /** It is not what kb wrote. */
      readonly edited: boolean;
      readonly after: string;
    }
  /** A marker stands there, but nobody can tell any more where our part begins and ends. */
  | { readonly kind: 'unbounded'; readonly marker: Marker }
  | { readonly kind: 'none' };

/** The marker in the text of an issue; null where there is none. */
export function markerOf(body: string): Marker | null {
  const read = readBody(body);
  return read.kind === 'none' ? null : read.marker;
}

/** The first part that is whole is ours: from a line that begins it to the next one that ends it, with a marker in between. */
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
  /** The marker of our part; where nobody can tell where that is, the first one that stands anywhere. */
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

/** Lines without their breaks and blanks at the end. */
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
 * The text of the issue with our part in it; null where nobody can tell where that stood, or where what people wrote fills the
 * issue. What somebody made of our part is kept below it, once.
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

/** Whether our part can be written again with a marker of this card, whatever it will say. */
export function hasRoom(read: Body, marker: Marker): boolean {
  if (read.kind !== 'managed') return false;
  const { before, after } = around(read);
  const longest = { ...marker, due: marker.due ?? marker.on, reopened: true, closed: true };
  return LONGEST_BODY - before.length - after.length >= leastRoom(longest);
}

/** What stays: what people wrote, and below our part, once, what somebody made of it. */
function around({ before, text, edited, after }: Extract<Body, { kind: 'managed' }>) {
  const kept = edited ? text.replace(OURS, '<!-- formerly') : '';
  const isKept = kept === '' || `${withLineFeeds(after)}\n`.includes(`\n${kept}\n`);
  return { before, after: isKept ? after : `\n\n${KEPT}${kept}\n${after}` };
}

/** The text of the issue with a marker that says that kb closed it; as it is where there is none, or no room for that. */
export function markClosed(body: string): string {
  const signed = partsOf(body)?.signed;
  if (!signed) return body;
  const line = markerLine({ ...signed, marker: { ...signed.marker, closed: true } });
  const marked = `${body.slice(0, signed.at)}${line}${body.slice(signed.end)}`;
  return marked.length > LONGEST_BODY ? body : marked;
}

/** Whether nothing is to be written: the text says this already, apart from line ends, or it cannot be written. */
export function isCurrent(body: string, block: Block): boolean {
  const written = writeBody(body, block);
  return written === null || withLineFeeds(written) === withLineFeeds(body);
}

/** Our part, cut where it would not fit; null where there is no room for anything worth reading. */
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

/** How many lines have so many letters at most; a block of code is never cut in two. */
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

/** Editors in a browser make every line end CRLF. */
function withLineFeeds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
