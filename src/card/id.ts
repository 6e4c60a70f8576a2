/** Ids of cards: the form of a written one, one made from the path, and what becomes of two cards with the same. */
import { createHash } from 'node:crypto';
import type { CardId, Problem } from './card.js';
import { plainStart } from './glob.js';
import { fold } from '../text/fold.js';

const FORM = /^[a-z0-9][a-z0-9-]{0,63}(?:\/[a-z0-9][a-z0-9-]{0,63})*$/;
const EXTENSIONS = /(?:\.(?:md|markdown|mdx|html|erb))+$/i;
const LONGEST_SEGMENT = 64;
const LONGEST_ID = 512;

/** Whether a written id has the form: segments of `a-z`, `0-9` and `-`, up to 64 each, joined by `/`. */
export function isCardId(text: string): text is CardId {
  return text.length <= LONGEST_ID && FORM.test(text);
}

/** The path without `.md`, `.html.md.erb` and the like. */
export function withoutExtension(path: string): string {
  return path.replace(EXTENSIONS, '');
}

/** The folder that each glob of cards starts from, with a `/` at its end; '' for the root. */
export function idRoots(globs: readonly string[]): string[] {
  const folders = globs.filter((glob) => !glob.startsWith('!')).map(plainStart);
  return [...new Set(folders)].sort((a, b) => b.length - a.length);
}

/**
 * The id of a card that states none: its path below the deepest of the roots, without extension, NFC, lower case,
 * with a `-` for each run of what is neither letter nor digit. Letters of every script stay.
 */
export function derivedId(path: string, roots: readonly string[]): CardId {
  const root = roots.filter((each) => path.startsWith(each)).sort((a, b) => b.length - a.length)[0] ?? '';
  const segments = withoutExtension(path.slice(root.length))
    .split('/')
    .filter((segment) => segment !== '');
  return (segments.map(idSegment).join('/') || shortHash(path)) as CardId;
}

/** One segment of such an id. */
export function idSegment(name: string): string {
  const letters = fold(name)
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  // By code points: a cut in the middle of one would leave half a character.
  const cut = Array.from(trimmed(letters)).slice(0, LONGEST_SEGMENT).join('');
  return trimmed(cut) || shortHash(name);
}

function trimmed(segment: string): string {
  return segment.replace(/^-/, '').replace(/-$/, '');
}

/** What decides about a card's id. */
export interface Identity {
  readonly path: string;
  readonly id: CardId;
  /** The id is written and has the form; otherwise it is made from the path. */
  readonly explicitId: boolean;
  /** The id as written, also where it lacks the form, with its place; null where none is. */
  readonly writtenId: { readonly text: string; readonly line: number; readonly column: number } | null;
}

/** What becomes of a card whose id is not its own. */
export interface Clash {
  readonly id: CardId;
  /** Why the card cannot be read; null where only its id changed. */
  readonly unreadable: string | null;
  readonly problem: Problem;
}

/**
 * The cards that share an id, by path. A written id that stands in several cards (also in other case or Unicode form)
 * makes all of them unreadable: which one is meant would be a guess. Ids made from paths get a hash of the path each.
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

/** The id of a card that would be made from its path, were it not that of another card as well. */
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

/** Other cards of the same id that a message names. */
const MOST_NAMED = 3;

function others(group: readonly Identity[], path: string): string {
  // No more than are named: a whole base may share an id.
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
