/** Updates an index when documents change: with a new delta, or a new base if the delta would become too large. */
import { merge, type MergePart } from './merge.js';
import { bytesSource } from './paged.js';
import { openSegment } from './reader.js';
import type { Segment } from './segment.js';
import { writeSegment } from './writer.js';
import type { IndexedDocument } from '../../engine.js';

/** Dead documents and those of the delta, as a share of the base, above which everything is merged. */
const LARGEST_DELTA = 0.1;

export interface Changes {
  /** New documents; each replaces one at the same path. Of two at a path the later one counts. */
  readonly put: readonly IndexedDocument[];
  /** Paths of removed documents. Paths that are also in `put` are not removed. */
  readonly removed: readonly string[];
}

/** The bytes of the new segments. `base` is null if it does not change, `delta` is null if there is none. */
export interface Updated {
  readonly base: Uint8Array | null;
  readonly delta: Uint8Array | null;
}

/** Returns the new segments. `prepareLanguages` must have loaded the languages of the new documents. Throws Damaged. */
export function updated(base: Segment, delta: Segment | null, { put, removed }: Changes): Updated {
  const paths = new Set([...removed, ...put.map(({ path }) => path)]);
  const dead = new Set(delta?.dead);
  for (const document of found(base, paths)) dead.add(document);
  const above: (MergePart & { readonly dead: readonly number[] })[] = [];
  if (delta) above.push({ segment: delta, dead: found(delta, paths) });
  if (put.length > 0) above.push({ segment: openSegment(bytesSource(writeSegment(put))), dead: [] });
  const documents = above.reduce((sum, part) => sum + part.segment.size - part.dead.length, 0);
  if (dead.size + documents > LARGEST_DELTA * base.size) {
    return { base: merge([{ segment: base, dead }, ...above]), delta: null };
  }
  if (dead.size + documents === 0) return { base: null, delta: null };
  return { base: null, delta: merge(above, Uint32Array.from(dead).sort()) };
}

function found(segment: Segment, paths: ReadonlySet<string>): number[] {
  return [...paths].map((path) => segment.find(path)).filter((document) => document >= 0);
}
