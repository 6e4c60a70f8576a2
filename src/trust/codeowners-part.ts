/** The part of a CODEOWNERS file that kb writes: a line for each card that says itself who owns it, between two markers. */
import type { OwnerSource } from '../card/card.js';
import { STEERING } from '../card/unseen.js';
import type { Person } from '../config.js';
import { askable } from './askable.js';

const BEGIN = '# kb: begin (the owners of cards; `kb codeowners --write` writes this part)';
const END = '# kb: end';
const BEGINS = /^# kb: begin\b/;
const ENDS = /^# kb: end\b/;

/** Bytes beyond which GitHub ignores the whole file. */
export const LONGEST_CODEOWNERS = 3 * 1024 * 1024;

export interface CodeownersPart {
  readonly lines: readonly { readonly path: string; readonly owners: readonly string[] }[];
  /** What cannot be said in CODEOWNERS, as half a sentence. */
  readonly leftOut: readonly { readonly path: string; readonly why: string }[];
}

/**
 * The lines for the cards whose owner stands in the card or in a `_kb.yaml`; what comes from CODEOWNERS itself is there already.
 * Every card has its own line, because the line of a folder would give an owner to cards that have none.
 * @param lead the way from the root of the work tree to the base, with `/` at its end; '' where they are the same
 * @param isVisible whether a text can be shown as it is: no reviewer shall have a line before them that is another
 */
export function codeownersPart(
  cards: readonly {
    readonly path: string;
    readonly owner: readonly string[];
    readonly ownerFrom: OwnerSource | null;
  }[],
  people: readonly Person[],
  lead: string,
  isVisible: (text: string) => boolean,
): CodeownersPart {
  const reviewerOf = askable(people);
  const leftOut: { path: string; why: string }[] = [];
  const lines = cards.flatMap(({ path, owner, ownerFrom }) => {
    if (ownerFrom !== 'card' && ownerFrom !== 'directory') return [];
    const asked = owner.map(reviewerOf);
    const mute = owner.filter((_, at) => asked[at] === null);
    if (mute.length > 0) leftOut.push({ path, why: `no review can be requested from ${mute.join(', ')}` });
    const owners = [...new Set(asked.filter((each) => each !== null))];
    if (owners.length === 0) return [];
    if (INEXPRESSIBLE.test(lead + path) || !isVisible(lead + path)) {
      leftOut.push({ path, why: 'its name cannot be written in CODEOWNERS' });
      return [];
    }
    return [{ path: lead + path, owners }];
  });
  return { lines: lines.sort((a, b) => (a.path < b.path ? -1 : 1)), leftOut };
}

/** Brackets and backslashes mean different things to different forges, and for some readers a `#` anywhere begins a comment. */
const INEXPRESSIBLE = new RegExp(String.raw`[#\\[\]\p{Cs}${STEERING}]`, 'u');

function patternFor(path: string): string {
  return `/${path.replace(/[\s*?]/gu, '\\$&')}`;
}

/** Where the part stands in a file; null where it does not; `broken` where the markers are not one pair. */
export function findPart(text: string): { readonly from: number; readonly to: number } | 'broken' | null {
  let from: number | undefined;
  let found: { from: number; to: number } | null = null;
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  for (const line of text.slice(at).split('\n')) {
    const isBegin = BEGINS.test(line);
    if (isBegin && (from !== undefined || found)) return 'broken';
    if (isBegin) from = at;
    if (ENDS.test(line)) {
      if (from === undefined) return 'broken';
      found = { from, to: at + line.replace(/\r$/, '').length };
      from = undefined;
    }
    at += line.length + 1;
  }
  return from === undefined ? found : 'broken';
}

/** The file without the part: what people wrote. */
export function withoutPart(text: string): string {
  const found = findPart(text);
  return found === null || found === 'broken' ? text : text.slice(0, found.from) + text.slice(found.to);
}

/**
 * The file with the part in its place, else at its end, where it has the last word. All other bytes stay. Throws RangeError
 * where the markers are broken.
 */
export function withPart(text: string, part: CodeownersPart): string {
  const place = findPart(text);
  if (place === 'broken') throw new RangeError('the markers are broken');
  if (place === null && part.lines.length === 0) return text;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const written = partText(part, withoutPart(text)).join(eol);
  if (place) return text.slice(0, place.from) + written + text.slice(place.to);
  return text + (text === '' || text.endsWith('\n') ? '' : eol) + written + eol;
}

/** The lines of the part. Where the file has sections, the cards are one, so that no other section's settings hold for them. */
export function partText({ lines }: CodeownersPart, outside: string): string[] {
  const hasSections = /^\^?\[/m.test(outside);
  return [
    BEGIN,
    ...(hasSections ? ['[Cards]'] : []),
    ...lines.map(({ path, owners }) => `${patternFor(path)} ${owners.join(' ')}`),
    END,
  ];
}
