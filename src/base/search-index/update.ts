/** Brings a kept index up to date: reads the cards that have changed, and writes the new index. */
import { stateRecorder } from '../../repo/freshness/begin.js';
import type { State } from '../../repo/freshness/state.js';
import { NOWHERE, type Keeping } from '../../repo/keeping.js';
import type { Store } from '../../repo/store.js';
import { bytesSource } from '../../search/engines/lunr/paged.js';
import { Damaged, type Source } from '../../search/engines/lunr/segment.js';
import { openSegment } from '../../search/engines/lunr/reader.js';
import { updated } from '../../search/engines/lunr/update.js';
import { SegmentWriter } from '../../search/engines/lunr/writer.js';
import type { IndexedDocument } from '../../search/engine.js';
import { indexOver, type CardIndex, type IndexSource } from './card-index.js';
import { readChanges } from './changes.js';
import {
  decodeKnownCards,
  encodeKnownCards,
  NO_CARDS,
  UNKNOWN,
  type KnownCard,
  type KnownCards,
} from './known-cards.js';
import { encodeManifest, filesOf, MANIFEST, readManifest, type Manifest, type Summary } from './manifest.js';
import { isThere, keepPart, openPart, openSegments, PART, type PartFile } from './parts.js';

/** One of the files that an index is made of. */
interface Part {
  readonly source: Source;
  /** Its file in the store; null if it is not written yet. */
  readonly file: PartFile | null;
}

interface Segments {
  readonly base: Part;
  readonly delta: Part | null;
}

/** The kept index. */
interface Kept {
  readonly segments: Segments;
  readonly cards: KnownCards;
}

/** The result of an update. */
export interface Update {
  readonly index: CardIndex;
  /** Number of cards that were read and added or replaced. */
  readonly put: number;
  readonly removed: number;
  /** The base segment, and the delta if there is one. */
  readonly segments: readonly [base: Source, delta?: Source];
  /** Whether the index is on disk; if not, the next run makes it again. */
  readonly isKept: boolean;
  /** The state of the disk before anything was read; null if nothing is kept. */
  readonly state: State | null;
}

/**
 * Returns the index of the current cards, and writes it to disk if possible.
 * @param rebuild ignores the kept index
 */
export async function updateIndex(source: IndexSource, rebuild: boolean): Promise<Update> {
  const kept = rebuild ? null : await keptOf(source);
  try {
    if (kept) return await updatedIndex(source, kept);
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
  }
  return updatedIndex(source, null);
}

/** Opens the kept index. Reads the manifest again if its files are gone, because another process may have updated the index. */
async function keptOf({ keeping, kept: { manifest } }: IndexSource): Promise<Kept | null> {
  const found = manifest && opened(manifest, keeping);
  if (found || !manifest) return found;
  const again = await readManifest(keeping);
  return again && opened(again, keeping);
}

function opened(manifest: Manifest, { store, version }: Keeping): Kept | null {
  const { segments, files } = manifest;
  const file = openPart(store, files);
  const cards = file && decodeKnownCards(wholeOf(file), version);
  file?.close();
  const sources = cards && openSegments(store, segments);
  if (!sources) return null;
  const base = { source: sources.base, file: segments.base };
  const delta = sources.delta && { source: sources.delta, file: segments.delta };
  return { segments: { base, delta }, cards };
}

async function updatedIndex(source: IndexSource, kept: Kept | null): Promise<Update> {
  const { repo, config, progress } = source;
  const now = Date.now();
  const recorder = stateRecorder(repo.root);
  const survey = await source.survey(recorder.over(repo));
  const before = kept?.cards ?? NO_CARDS;
  // Without a kept index, cards are streamed to a segment as they are read: 100,000 do not fit in memory.
  const stream = kept ? null : new SegmentWriter();
  const streamed = new Set<string>();
  const changed = new Map<string, IndexedDocument>();
  const cards = await readChanges({ repo, survey, before, now, progress }, (document) => {
    const { path } = document;
    if (!stream || streamed.has(path)) changed.set(path, document);
    else stream.add(document);
    streamed.add(path);
  });
  const { files, roots } = survey;
  const bound = [...cards.byPath.values()].some((card) => card.bound);
  const removed = [...before.byPath.keys()].filter((path) => !cards.byPath.has(path));
  const first = kept?.segments ?? { base: fresh(stream?.finish() ?? new Uint8Array()), delta: null };
  const segments = applied(first, [...changed.values()], removed);
  const summary = summaryOf(cards);
  const stateNow = async (): Promise<State> => {
    const state = await recorder.state(files, { roots, head: bound });
    // An unknown commit must never count as unchanged.
    return cards.head === UNKNOWN ? { ...state, head: UNKNOWN } : state;
  };
  const state = source.keeping.store === NOWHERE.store ? null : await stateNow();
  const isKept = state !== null && (await publish({ source, segments, cards, summary, state }));
  const { base, delta } = segments;
  return {
    index: indexOver(base.source, delta?.source ?? null, summary, config),
    put: new Set([...streamed, ...changed.keys()]).size,
    removed: removed.length,
    segments: delta ? [base.source, delta.source] : [base.source],
    isKept,
    state,
  };
}

function fresh(bytes: Uint8Array): Part {
  return { source: bytesSource(bytes), file: null };
}

function applied(segments: Segments, put: readonly IndexedDocument[], removed: readonly string[]): Segments {
  if (put.length + removed.length === 0) return segments;
  const { base, delta } = segments;
  const next = updated(openSegment(base.source), delta && openSegment(delta.source), { put, removed });
  return { base: next.base ? fresh(next.base) : base, delta: next.delta && fresh(next.delta) };
}

function summaryOf({ byPath }: KnownCards): Summary {
  const cards = [...byPath.values()];
  const count = (is: (card: KnownCard) => boolean): number => cards.filter(is).length;
  return {
    cards: cards.length,
    unreadable: count(({ unreadable }) => unreadable),
    undated: count(({ undated }) => undated),
    bound: count(({ bound }) => bound),
  };
}

interface Publication {
  readonly source: IndexSource;
  readonly segments: Segments;
  readonly cards: KnownCards;
  readonly summary: Summary;
  readonly state: State;
}

/** Milliseconds after which a file that no manifest names is abandoned by its run; if there are many, seconds must do. */
const ABANDONED = 10 * 60 * 1000;
const SOON_ABANDONED = 5 * 1000;
const MANY = 9;
/** Attempts to publish while parallel runs remove each other's files. */
const MOST_TRIES = 3;

/** Writes new files under new names, then the manifest, so that readers find all files of either the old or the new index. */
async function publish({ source, segments, cards, summary, state }: Publication): Promise<boolean> {
  const { config, keeping, kept } = source;
  const { store, version } = keeping;
  const { configStamp, manifest } = kept;
  const written: string[] = [];
  const keep = async (kind: 'base' | 'delta' | 'cards', content: Source): Promise<PartFile | null> => {
    const file = await keepPart(store, kind, content);
    if (file !== null) written.push(file.name);
    return file;
  };
  const keepSegment = (part: Part, kind: 'base' | 'delta'): Promise<PartFile | null> =>
    part.file !== null && isThere(store, part.file) ? Promise.resolve(part.file) : keep(kind, part.source);
  const known = bytesSource(encodeKnownCards(cards, version));
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const base = await keepSegment(segments.base, 'base');
    const delta = base !== null && segments.delta ? await keepSegment(segments.delta, 'delta') : null;
    const isWhole = base !== null && (delta !== null || segments.delta === null);
    const files = isWhole ? await keep('cards', known) : null;
    if (base === null || files === null) break;
    const next: Manifest = { segments: { base, delta }, files, summary, config, configStamp, state };
    if (!(await store.writeAtomic(MANIFEST, encodeManifest(next, version)))) break;
    const used = filesOf(next);
    // To another run, a reused file belongs to the old index: it may have removed it just before this manifest named it.
    if (!used.every((file) => isThere(store, file))) continue;
    await sweep(store, used, manifest);
    return true;
  }
  // On a full disk, useless files would take the space that the next run needs.
  for (const name of written) await store.remove(name);
  return false;
}

/** Removes the unused files of the previous index, and those that killed runs have left. */
async function sweep(store: Store, files: readonly PartFile[], before: Manifest | null): Promise<void> {
  const used = files.map(({ name }) => name);
  const old = before ? filesOf(before).map(({ name }) => name) : [];
  const unused = (await store.list()).filter((name) => PART.test(name) && !used.includes(name));
  const age = unused.length > MANY ? SOON_ABANDONED : ABANDONED;
  for (const name of unused) await store.remove(name, old.includes(name) ? 0 : age);
}

function wholeOf(file: Source): Uint8Array | null {
  try {
    return file.read(0, file.size);
  } catch {
    return null;
  }
}
