/**
 * Reads and writes the addresses of links as text: their parts, the spelling of the paths in them, and the escapes that each
 * form of Markdown needs.
 */
import type { Address } from '../card/outline.js';
import { decoded } from './places.js';

/** Splits an address into its path and the rest: the query and the fragment. */
export function partsOf(address: string): readonly [way: string, rest: string] {
  const at = address.search(/[?#]/);
  return at < 0 ? [address, ''] : [address.slice(0, at), address.slice(at)];
}

/** Returns the relative path from a folder to a path, both given from the root of the base; '' if they are the same. */
export function relativePath(folder: string, path: string): string {
  const from = folder === '' ? [] : folder.split('/');
  const to = path === '' ? [] : path.split('/');
  let shared = 0;
  while (shared < from.length && from[shared] === to[shared] && to[shared] !== '..') shared += 1;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}

/**
 * Characters that need no percent-encoding in any address. `$` is not among them, because it could start template code, and
 * neither is `:`, which could end a scheme.
 */
const PLAIN = /[\p{L}\p{M}\p{N}\w.~!+,;@-]/u;
const PLAIN_ASCII = /[\w.~!+,;@-]/;

/** Encodes a path for an address in the style of an existing one: names that are in both keep the existing spelling. */
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
 * Escapes a new target as its place in the text requires.
 * @param old the address to replace; `was` is its source text
 */
export function writtenFor(target: string, { target: old, form }: Address, was: string): string {
  // Angle brackets are used to write spaces as they are.
  const text = form === 'angle' && !was.includes('%') ? target.replaceAll('%20', ' ') : target;
  // If the old address has no escapes or entities, the new one needs none.
  if (was === old) return text;
  return text.replaceAll('&', '&amp;').replace(MARKS[form], (sign) => {
    return form === 'html' ? `&#${sign.charCodeAt(0)};` : `\\${sign}`;
  });
}
