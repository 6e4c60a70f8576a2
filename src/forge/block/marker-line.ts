/** Writes and parses a marker as one line of an issue's text: `<!-- kb:card v=1 id=refund-eu path=cards/refund-eu.md … -->`. */
import { parseDay } from '../../day.js';
import type { Marker } from './marker.js';

const HEAD = '<!-- kb:card v=1 ';
const TAIL = ' -->';
const HASH = /^[0-9a-f]{12}$/;
const NUMBER = /^[1-9]\d{0,11}$/;

/** A marker, and the hash of the text that it belongs to. */
export interface Signed {
  readonly marker: Marker;
  readonly sum: string;
}

/** Returns the line. Its values contain no blank, `>` or other character that a forge interprets. */
export function markerLine({ marker, sum }: Signed): string {
  const { id, path, due, on, reopened, closed, asked, title, previous } = marker;
  const values = [
    `id=${encoded(id)}`,
    `path=${encoded(path)}`,
    `due=${due ?? '-'}`,
    `on=${on}`,
    `asked=${asked}`,
    `title=${title}`,
    ...(reopened ? ['reopened=1'] : []),
    ...(closed ? ['closed=1'] : []),
    ...(previous === null ? [] : [`previous=${previous}`]),
    `sum=${sum}`,
  ];
  return `${HEAD}${values.join(' ')}${TAIL}`;
}

/** Parses a line; null if it is not a complete marker. Untrusted: anyone who can edit the issue may have typed it. */
export function readMarkerLine(line: string): Signed | null {
  if (!line.startsWith(HEAD) || !line.endsWith(TAIL)) return null;
  const values = new Map<string, string>();
  for (const pair of line.slice(HEAD.length, -TAIL.length).split(' ')) {
    const at = pair.indexOf('=');
    if (at < 1 || values.has(pair.slice(0, at))) return null;
    values.set(pair.slice(0, at), pair.slice(at + 1));
  }
  const id = decoded(values.get('id'));
  const path = decoded(values.get('path'));
  const due = values.get('due') === '-' ? null : parseDay(values.get('due') ?? '');
  const on = parseDay(values.get('on') ?? '');
  const [asked, title, sum] = ['asked', 'title', 'sum'].map((name) => values.get(name) ?? '');
  if (!id || !path || due === undefined || on === undefined) return null;
  if (!asked || !title || !sum || ![asked, title, sum].every((hash) => HASH.test(hash))) return null;
  const [reopened, closed] = [values.get('reopened') === '1', values.get('closed') === '1'];
  const previous = NUMBER.test(values.get('previous') ?? '') ? Number(values.get('previous')) : null;
  return { marker: { id, path, due, on, reopened, closed, asked, title, previous }, sum };
}

/** Keeps slashes, which are harmless here: people read the marker when something goes wrong. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd')).replaceAll('%2F', '/');
}

function decoded(text: string | undefined): string | null {
  try {
    return decodeURIComponent(text ?? '');
  } catch {
    return null;
  }
}
