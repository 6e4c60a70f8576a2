/** Addresses of links as text: their parts, the spelling of paths in them, and how each form of Markdown has them written. */
import type { Address } from '../card/outline.js';
import { decoded } from './places.js';

/** The path of an address, and what follows it: the query and the fragment. */
export function partsOf(address: string): readonly [way: string, rest: string] {
  const at = address.search(/[?#]/);
  return at < 0 ? [address, ''] : [address.slice(0, at), address.slice(at)];
}

/** The way from a folder to a path, both from the root of the base; '' where they are the same. */
export function wayTo(folder: string, path: string): string {
  const from = folder === '' ? [] : folder.split('/');
  const to = path === '' ? [] : path.split('/');
  let shared = 0;
  while (shared < from.length && from[shared] === to[shared] && to[shared] !== '..') shared += 1;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}

/** What needs no percent sign in any address; a `$` could start template code, a `:` end a scheme. */
const PLAIN = /[\p{L}\p{M}\p{N}\w.~!+,;@-]/u;
const PLAIN_ASCII = /[\w.~!+,;@-]/;

/** A path as part of an address, spelled like another one: names that both have stay as they are written there. */
export function spelledLike(way: string, path: string): string {
  const known = new Map(way.split('/').map((name) => [decoded(name), name]));
  const plain = /%[89a-f][0-9a-f]/i.test(way) ? PLAIN_ASCII : PLAIN;
  const name = (text: string): string =>
    known.get(text) ?? Array.from(text, (sign) => (plain.test(sign) ? sign : percent(sign))).join('');
  return path.split('/').map(name).join('/');
}

function percent(sign: string): string {
  const code = encodeURIComponent(sign);
  return code === sign ? `%${sign.charCodeAt(0).toString(16).toUpperCase()}` : code;
}

const MARKS = { bare: /[\\()<>]/g, angle: /[\\<>]/g, html: /[<>"'`]/g } as const;

/**
 * A new target in the place of an old one, as it has to be written there.
 * @param old the address that is replaced, and `was`, how it is written
 */
export function writtenFor(target: string, { target: old, form }: Address, was: string): string {
  // Angle brackets are there so that blanks can be written as they are.
  const text = form === 'angle' && !was.includes('%') ? target.replaceAll('%20', ' ') : target;
  // What has neither escapes nor entities goes on without.
  if (was === old) return text;
  return text.replaceAll('&', '&amp;').replace(MARKS[form], (sign) => {
    return form === 'html' ? `&#${sign.charCodeAt(0)};` : `\\${sign}`;
  });
}
