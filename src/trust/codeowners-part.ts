/** The part of a CODEOWNERS file that kb maintains: between two markers, a line for each card that has its own owner. */
import type { OwnerSource } from '../card/card.js';
import { STEERING } from '../card/unseen.js';
import type { Person } from '../config.js';
import { askable } from './askable.js';

const BEGIN = '# kb: begin (the owners of cards; `kb codeowners --write` writes this part)';
const END = '# kb: end';
const BEGINS = /^# kb: begin\b/;
const ENDS = /^# kb: end\b/;

/** Size in bytes above which GitHub ignores the whole file. */
export const LONGEST_CODEOWNERS = 3 * 1024 * 1024;

export interface CodeownersPart {
  readonly lines: readonly { readonly path: string; readonly owners: readonly string[] }[];
  /** Cards that CODEOWNERS cannot express, with the reason as a phrase. */
  readonly leftOut: readonly { readonly path: string; readonly why: string }[];
}

/**
 * Returns the lines for cards whose owner is set in the card or in a `_kb.yaml`; owners from CODEOWNERS itself need none.
 * Every card has its own line, because the line of a folder would also give owners to cards that have none.
 * @param lead path from the root of the work tree to the base, ending in `/`; '' if they are the same
 * @param isVisible whether a text is displayed exactly as it is, so that reviewers cannot be shown a misleading line
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
    const reviewers = owner.map(reviewerOf);
    const mute = owner.filter((_, at) => reviewers[at] === null);
    if (mute.length > 0) leftOut.push({ path, why: `no review can be requested from ${mute.join(', ')}` });
    const owners = [...new Set(reviewers.filter((each) => each !== null))];
    if (owners.length === 0) return [];
    if (INEXPRESSIBLE.test(lead + path) || !isVisible(lead + path)) {
      leftOut.push({ path, why: 'its name cannot be written in CODEOWNERS' });
      return [];
    }
    return [{ path: lead + path, owners }];
  });
  return { lines: lines.sort((a, b) => (a.path < b.path ? -1 : 1)), leftOut };
}

/** Forges disagree about brackets and backslashes, and some parsers take any `#` as the start of a comment. */
const INEXPRESSIBLE = new RegExp(String.raw`[#\\[\]\p{Cs}${STEERING}]`, 'u');

function patternFor(path: string): string {
  return `/${path.replace(/[\s*?]/gu, '\\$&')}`;
}

/** Returns the offsets of the part in a file; null if there is none; `broken` if the markers are not exactly one pair. */
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

/** Returns the file without the part: only what people wrote. */
export function withoutPart(text: string): string {
  const found = findPart(text);
  return found === null || found === 'broken' ? text : text.slice(0, found.from) + text.slice(found.to);
}

/**
 * Returns the file with the part in its place, or appended, where its rules take precedence. All other bytes stay the same.
 * Throws RangeError if the markers are broken.
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

/** Returns the lines of the part. In a file with sections, it is a section too, so that settings of others do not apply. */
export function partText({ lines }: CodeownersPart, outside: string): string[] {
  const hasSections = /^\^?\[/m.test(outside);
  return [
    BEGIN,
    ...(hasSections ? ['[Cards]'] : []),
    ...lines.map(({ path, owners }) => `${patternFor(path)} ${owners.join(' ')}`),
    END,
  ];
}
