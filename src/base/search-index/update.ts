/** Brings a kept index up to date: reads the cards that have changed, and writes what the index then is. */
import { randomBytes } from 'node:crypto';
import { beginState } from '../../repo/freshness/begin.js';
import type { State } from '../../repo/freshness/state.js';
import { readHead } from '../../repo/git-dir.js';
import { findWorkTree } from '../../repo/place.js';
import { NOWHERE, type Keeping } from '../../repo/keeping.js';
import { bytesFile } from '../../repo/store.js';
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
  type KnownCard,
  type KnownCards,
} from './known-cards.js';
import { encodeManifest, MANIFEST, readManifest, type Manifest, type Summary } from './manifest.js';

/** One of the files that an index is made of. */
interface Part {
  readonly source: Source;
  /** Its name in the store; null where it is new. */
  readonly name: string | null;
}

interface Segments {
  readonly base: Part;
  readonly delta: Part | null;
}

/** What was kept. */
interface Kept {
  readonly segments: Segments;
  readonly cards: KnownCards;
}

/** What an update has done. */
export interface Update {
  readonly index: CardIndex;
  /** Cards that were read and stand in the index anew. */
  readonly put: number;
  readonly removed: number;
  /** The base segment, and the delta where there is one. */
  readonly segments: readonly [base: Source, delta?: Source];
  /** It is on disk; else it will be made again the next time. */
  readonly isKept: boolean;
}

/**
 * The index as the cards are now. It is kept where that can be.
 * @param anew uses nothing of what is kept
 */
export async function updateIndex(source: IndexSource, anew: boolean): Promise<Update> {
  const kept = anew ? null : await keptOf(source);
  try {
    if (kept) return await remade(source, kept);
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
  }
  return remade(source, null);
}

/** What is kept now: since the manifest was read, another process may have brought it up to date. */
async function keptOf({ keeping, kept: { manifest } }: IndexSource): Promise<Kept | null> {
  const found = manifest && (await opened(manifest, keeping));
  if (found || !manifest) return found;
  const again = await readManifest(keeping);
  return again && opened(again, keeping);
}

async function opened(manifest: Manifest, { store, version }: Keeping): Promise<Kept | null> {
  const part = (name: string): Part | null => {
    const source = store.open(name);
    return source && { source, name };
  };
  const { segments, files } = manifest;
  const cards = decodeKnownCards(await store.read(files), version);
  const base = part(segments.base);
  const delta = segments.delta === null ? null : part(segments.delta);
  return cards && base && (delta || segments.delta === null) ? { segments: { base, delta }, cards } : null;
}

async function remade(source: IndexSource, kept: Kept | null): Promise<Update> {
  const { repo, config, progress } = source;
  const now = Date.now();
  const begun = beginState(repo.root);
  const survey = await source.survey(begun.over(repo));
  const head = headOf(repo.root);
  const before = kept?.cards ?? NO_CARDS;
  // Without an index, cards go to disk as they are read: a hundred thousand do not fit in memory.
  const stream = kept ? null : new SegmentWriter();
  const streamed = new Set<string>();
  const changed = new Map<string, IndexedDocument>();
  const cards = await readChanges({ repo, survey, head, before, now, progress }, (document) => {
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
  const keepIt = async (): Promise<boolean> => {
    const state = await begun.state(files, { roots, head: bound });
    return publish({ source, segments, cards, summary, state });
  };
  const isKept = source.keeping.store !== NOWHERE.store && (await keepIt());
  const { base, delta } = segments;
  return {
    index: indexOver(base.source, delta?.source ?? null, summary, config),
    put: new Set([...streamed, ...changed.keys()]).size,
    removed: removed.length,
    segments: delta ? [base.source, delta.source] : [base.source],
    isKept,
  };
}

function headOf(root: string): string | null {
  const gitDir = findWorkTree(root)?.gitDir ?? null;
  return gitDir === null ? null : (readHead(gitDir).id ?? null);
}

function fresh(bytes: Uint8Array): Part {
  return { source: bytesFile(bytes), name: null };
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

/** Names of the files that a manifest names. */
const PART = /^(?:base|delta|cards)\.[0-9a-f]{12}$/;
/** Files of an index that no manifest names: runs that were killed left them, or runs that go on will name them. */
const MOST_LEFT = 9;

/** Writes what is new under new names, then the manifest: a reader finds all files of one or of the other index. */
async function publish({ source, segments, cards, summary, state }: Publication): Promise<boolean> {
  const { config, keeping, kept } = source;
  const { store, version } = keeping;
  const keep = async (kind: string, bytes: Uint8Array): Promise<string | null> => {
    const name = `${kind}.${randomBytes(6).toString('hex')}`;
    return (await store.writeAtomic(name, bytes)) ? name : null;
  };
  const keepPart = async ({ name, source }: Part, kind: string): Promise<string | null> => {
    const there = name === null ? null : store.open(name);
    there?.close();
    // Another run may have taken away what this one still has open.
    return there ? name : keep(kind, source.read(0, source.size));
  };
  const base = await keepPart(segments.base, 'base');
  const delta = segments.delta && (await keepPart(segments.delta, 'delta'));
  const files = await keep('cards', encodeKnownCards(cards, version));
  if (base === null || files === null || (segments.delta && delta === null)) return false;
  const { configStamp, manifest } = kept;
  const next: Manifest = { segments: { base, delta }, files, summary, config, configStamp, state };
  if (!(await store.writeAtomic(MANIFEST, encodeManifest(next, version)))) return false;
  const unused = (await store.list()).filter(
    (name) => PART.test(name) && ![base, delta, files].includes(name),
  );
  const { segments: before, files: known } = manifest ?? next;
  const old = [before.base, before.delta, known];
  for (const name of unused) if (unused.length > MOST_LEFT || old.includes(name)) await store.remove(name);
  return true;
}
