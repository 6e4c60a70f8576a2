/** Ids of cards: the form of written ones, those made from paths, and how clashes between them are resolved. */
import { createHash } from 'node:crypto';
import type { CardId, Problem } from './card.js';
import { plainStart } from './glob.js';
import { fold } from '../text/fold.js';

const FORM = /^[a-z0-9][a-z0-9-]{0,63}(?:\/[a-z0-9][a-z0-9-]{0,63})*$/;
const EXTENSIONS = /(?:\.(?:md|markdown|mdx|html|erb))+$/i;
const LONGEST_SEGMENT = 64;
const LONGEST_ID = 512;

/** Whether a written id is well formed: segments of `a-z`, `0-9` and `-`, up to 64 characters each, joined by `/`. */
export function isCardId(text: string): text is CardId {
  return text.length <= LONGEST_ID && FORM.test(text);
}

/** Returns the path without extensions such as `.md` or `.html.md.erb`. */
export function withoutExtension(path: string): string {
  return path.replace(EXTENSIONS, '');
}

/** Returns the folder that each glob of cards starts from, with a trailing `/`; '' for the root. */
export function idRoots(globs: readonly string[]): string[] {
  const folders = globs.filter((glob) => !glob.startsWith('!')).map(plainStart);
  return [...new Set(folders)].sort((a, b) => b.length - a.length);
}

/**
 * Returns the id of a card that does not state one: its path below the deepest matching root, without extension, in NFC
 * and lower case, with a `-` for each run of characters that are neither letters nor digits. Letters of every script
 * stay.
 */
export function derivedId(path: string, roots: readonly string[]): CardId {
  const root = roots.filter((each) => path.startsWith(each)).sort((a, b) => b.length - a.length)[0] ?? '';
  const segments = withoutExtension(path.slice(root.length))
    .split('/')
    .filter((segment) => segment !== '');
  return (segments.map(idSegment).join('/') || shortHash(path)) as CardId;
}

/** One segment of an id made from a path; also used for file names. */
export function idSegment(name: string): string {
  const letters = fold(name)
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  // By code points, so that the cut does not leave half a surrogate pair.
  const cut = Array.from(trimmed(letters)).slice(0, LONGEST_SEGMENT).join('');
  return trimmed(cut) || shortHash(name);
}

function trimmed(segment: string): string {
  return segment.replace(/^-/, '').replace(/-$/, '');
}

/** What determines a card's id. */
export interface Identity {
  readonly path: string;
  readonly id: CardId;
  /** Whether the id is written and well formed; otherwise it is made from the path. */
  readonly explicitId: boolean;
  /** The id as written, even if malformed, with its place; null if there is none. */
  readonly writtenId: { readonly text: string; readonly line: number; readonly column: number } | null;
}

/** What happens to a card whose id is also that of another one. */
export interface Clash {
  readonly id: CardId;
  /** Why the card cannot be read; null if only its id changed. */
  readonly unreadable: string | null;
  readonly problem: Problem;
}

/**
 * Returns the cards that share an id, by path. If several cards have the same written id (ignoring case and Unicode
 * form), all of them become unreadable, because it is unclear which one is meant. A clashing id that was made from a path
 * gets a hash of that path.
 */
export function idClashes(identities: readonly Identity[], roots: readonly string[]): Map<string, Clash> {
  const clashes = new Map<string, Clash>();
  const written = grouped(
    identities,
    ({ writtenId }) => writtenId && fold(writtenId.text.slice(0, LONGEST_ID)),
  );
  for (const group of written.values()) {
    if (group.length < 2) continue;
    for (const { path, writtenId } of group) {
      const message = `id “${writtenId?.text ?? ''}” is also the id of ${others(group, path)}; give each card its own`;
      const at = writtenId && { line: writtenId.line, column: writtenId.column };
      const key = writtenId?.text ?? '';
      const problem: Problem = { rule: 'id-duplicate', severity: 'error', message, key, ...at };
      clashes.set(path, { id: derivedId(path, roots), unreadable: message, problem });
    }
  }
  const taken = new Set(
    identities.filter(({ path, explicitId }) => explicitId && !clashes.has(path)).map(({ id }) => id),
  );
  const derived = identities.filter(({ path, explicitId }) => !explicitId || clashes.has(path));
  for (const [id, group] of grouped(derived, ({ path, id }) => clashes.get(path)?.id ?? id)) {
    if (group.length < 2 && !taken.has(id)) continue;
    for (const { path } of group) {
      const own = clashingId(id, path);
      const rivals = group.length > 1 ? others(group, path) : 'a card that states it';
      const message = `“${id}”, made from the path, is also the id of ${rivals}; the card is “${own}” until it has an id`;
      const problem: Problem = {
        rule: 'id-clash',
        severity: 'warning',
        message,
        key: id,
        line: 1,
        column: 1,
      };
      clashes.set(path, { ...(clashes.get(path) ?? { unreadable: null, problem }), id: own });
    }
  }
  return clashes;
}

/** Returns the id for a card whose path gives `id` but that id also belongs to another card. */
export function clashingId(id: CardId, path: string): CardId {
  return `${id}-${shortHash(path)}` as CardId;
}

function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K | null): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** A message names at most this many other cards with the same id. */
const MOST_NAMED = 3;

function others(group: readonly Identity[], path: string): string {
  // Cut before the filter: a whole base may share one id.
  const paths = group
    .slice(0, MOST_NAMED + 1)
    .map((each) => each.path)
    .filter((each) => each !== path)
    .slice(0, MOST_NAMED);
  const more = group.length - 1 - paths.length;
  return more > 0 ? `${paths.join(', ')} and ${more} more` : paths.join(', ');
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 6);
}
