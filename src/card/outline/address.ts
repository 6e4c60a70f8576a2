/** Autolinks: `<https://…>`, and GFM's bare URLs and e-mail addresses. */
import { flank, isLetter } from './characters.js';

/** An address in a text, from `start` up to but not including `end`. */
export interface Address {
  readonly target: string;
  readonly start: number;
  readonly end: number;
}

const URL_IN_ANGLES = /<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>/y;
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const EMAIL_IN_ANGLES = new RegExp(`<[A-Za-z0-9.!#$%&'*+/=?^_\`{|}~-]+@${LABEL}(?:\\.${LABEL})*>`, 'y');

/**
 * Returns the address in the angle brackets that open at `at`, or null if there is none. `start` and `end` include the
 * brackets.
 */
export function addressInAngles(text: string, at: number): Address | null {
  URL_IN_ANGLES.lastIndex = EMAIL_IN_ANGLES.lastIndex = at;
  if (URL_IN_ANGLES.test(text)) {
    const end = URL_IN_ANGLES.lastIndex;
    return { target: text.slice(at + 1, end - 1), start: at, end };
  }
  if (!EMAIL_IN_ANGLES.test(text)) return null;
  const end = EMAIL_IN_ANGLES.lastIndex;
  return { target: `mailto:${text.slice(at + 1, end - 1)}`, start: at, end };
}

const SCHEME = /(?<![A-Za-z])https?$/i;

/** Returns the URL around the `:` at `colon`, starting at `from` or later; null if there is none. */
export function urlAround(text: string, colon: number, from: number, inBrackets: boolean): Address | null {
  if (!text.startsWith('//', colon + 1)) return null;
  const scheme = SCHEME.exec(text.slice(Math.max(from, colon - 6), colon))?.[0];
  if (scheme === undefined) return null;
  const start = colon - scheme.length;
  const end = urlEnd(text, colon + 3, inBrackets);
  return end < 0 ? null : { target: text.slice(start, end), start, end };
}

/** Returns the address that starts with the `www.` at `at`, or null if it is not one. */
export function wwwAddress(text: string, at: number, inBrackets: boolean): Address | null {
  if (flank(text.charCodeAt(at - 1)) === 0) return null;
  const end = urlEnd(text, at, inBrackets);
  return end < at + 5 ? null : { target: `http://${text.slice(at, end)}`, start: at, end };
}

// Bounded, because no DNS name is longer and every second character of a text may cause an attempt.
const DOMAIN = /[^\s!-,/:-@[-^`{-~\u{2000}-\u{206f}\u{3000}-\u{303f}]{1,253}/uy;
/** An underscore in the last two labels, except at the very end. */
const UNDERSCORE_IN_LABEL = /_[^.]*(?:\.[^.]*)?[^._][._]*$/;
const PATH = /(?:[^\s<\]]|\](?![([\s]|$))*/y;
const PATH_IN_BRACKETS = /[^\s<\]]*/y;

/** Returns the end of the URL whose domain starts at `from`, or -1 if there is no domain. */
function urlEnd(text: string, from: number, inBrackets: boolean): number {
  DOMAIN.lastIndex = from;
  const domain = DOMAIN.exec(text)?.[0];
  if (domain === undefined || UNDERSCORE_IN_LABEL.test(domain)) return -1;
  const path = inBrackets ? PATH_IN_BRACKETS : PATH;
  path.lastIndex = DOMAIN.lastIndex;
  path.test(text);
  return from + withoutTrail(text.slice(from, path.lastIndex));
}

const ENTITY_AT_END = /&[A-Za-z]{1,31};$/;

/** Returns the length of a URL without the punctuation of the sentence around it. */
function withoutTrail(url: string): number {
  let unopened = 0;
  for (const character of url) {
    if (character === ')') unopened += 1;
    else if (character === '(') unopened -= 1;
  }
  let end = url.length;
  for (; end > 0; end -= 1) {
    const last = url.charAt(end - 1);
    if (last === ')') {
      if (unopened <= 0) break;
      unopened -= 1;
    } else if (last === ';') {
      const entity = ENTITY_AT_END.exec(url.slice(Math.max(0, end - 33), end));
      if (entity) end -= entity[0].length - 1;
    } else if (!'!"\'*,.:?]_~'.includes(last)) break;
  }
  return end;
}

const EMAIL_NAME = /[\w.+-]/;
const EMAIL_HOST = /@[\w-]+(?:\.[\w-]+)+/y;

/** Returns the end of the characters, from `at` on, that can be in an e-mail address before the `@`. */
export function emailNameEnd(text: string, at: number): number {
  let end = at;
  while (EMAIL_NAME.test(text.charAt(end))) end += 1;
  return end;
}

/**
 * Returns the e-mail address whose local part includes `at`, ends at `nameEnd` and starts at `from` or later; null if
 * there is none.
 */
export function emailAround(text: string, at: number, from: number, nameEnd: number): Address | null {
  let start = at;
  while (start > from && EMAIL_NAME.test(text.charAt(start - 1))) start -= 1;
  if (start === nameEnd || text[start - 1] === '/') return null;
  EMAIL_HOST.lastIndex = nameEnd;
  if (!EMAIL_HOST.test(text)) return null;
  const end = EMAIL_HOST.lastIndex;
  return isLetter(text.charCodeAt(end - 1))
    ? { target: `mailto:${text.slice(start, end)}`, start, end }
    : null;
}
