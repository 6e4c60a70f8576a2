/** The manifest of a kept index: which files it is made of, with what config, and of what state of the disk. */
import path from 'node:path';
import type { Config } from '../../config.js';
import type { Keeping } from '../../repo/keeping.js';
import type { Seen, State } from '../../repo/freshness/state.js';
import { isPartFile, isThere, type PartFile } from './parts.js';
import { seal, unseal } from './seal.js';

/** Name of the file in the store. It is written last: whoever reads it finds the files that it names. */
export const MANIFEST = 'index';
/** Bytes. That of a hundred thousand cards outside git has a tenth of it. */
const LONGEST = 64 * 1024 * 1024;
/** Things that are looked at in each search: several times as many as a base of a hundred thousand cards outside git has. */
const MOST_WATCHED = 500_000;
/** Manifests that other runs put in the place of the one that is read, at most. */
const MOST_TRIES = 3;

export interface Manifest {
  /** There may be no delta. */
  readonly segments: { readonly base: PartFile; readonly delta: PartFile | null };
  /** The file with what an update needs to know of each card. */
  readonly files: PartFile;
  readonly summary: Summary;
  readonly config: Config;
  /** Of the file of the config; null where there is none. */
  readonly configStamp: Seen;
  readonly state: State;
}

/** What is said beside an answer, so that no row has to be read for it. */
export interface Summary {
  readonly cards: number;
  readonly unreadable: number;
  /** Without a due day. */
  readonly undated: number;
  /** Verified together with code. */
  readonly bound: number;
}

export function encodeManifest(manifest: Manifest, version: string): Uint8Array {
  const { config } = manifest;
  const plain = { ...config, fields: [...config.fields], rules: [...config.rules] };
  return seal(JSON.stringify({ ...manifest, config: plain }), version);
}

export function filesOf({ segments: { base, delta }, files }: Manifest): readonly PartFile[] {
  return delta === null ? [base, files] : [base, files, delta];
}

/**
 * Null where there is none, where it is damaged or another build's, and where a file that it names is not the one that kb
 * wrote: whoever packs a folder with an index of lies cannot know what stamps its files get where they are unpacked. So
 * nothing of such a manifest is believed, least of all its config.
 */
export async function readManifest({ store, version }: Keeping): Promise<Manifest | null> {
  let before: string | null = null;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const text = unseal(await store.read(MANIFEST, LONGEST), version);
    if (text === null || text === before) return null;
    const manifest = decodeManifest(text);
    if (!manifest || filesOf(manifest).every((part) => isThere(store, part))) return manifest;
    // Another run may have taken them away since, because it has written a newer one.
    before = text;
  }
  return null;
}

/** Null for anything else than a manifest. */
function decodeManifest(text: string): Manifest | null {
  try {
    const manifest = JSON.parse(text) as Manifest;
    const { segments, files, summary, config, configStamp, state } = manifest;
    const { cards, people, languages, timezone, ranking, fields, rules } = config;
    const { inputs, folders, watched, git } = state;
    const isRight =
      [segments.base, files, ...(segments.delta === null ? [] : [segments.delta])].every(isPartFile) &&
      [summary.cards, summary.unreadable, summary.undated, summary.bound].every(Number.isSafeInteger) &&
      [cards, people, languages, fields, rules, inputs, folders, watched].every(Array.isArray) &&
      inputs.length + folders.length + watched.length <= MOST_WATCHED &&
      [inputs, folders, watched].every((paths) => paths.every(isWatched)) &&
      isSeen(configStamp) &&
      (git === null || (isSeen(git.index) && [git.roots, git.known].every(Array.isArray))) &&
      typeof timezone === 'string' &&
      Object.values(ranking.boosts).every(Number.isFinite);
    return isRight
      ? { ...manifest, config: { ...config, fields: new Map(fields), rules: new Map(rules) } }
      : null;
  } catch {
    return null;
  }
}

/** By a path from the root: to look at one of another computer (`\\host\share`) would tell it who looks. */
function isWatched(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  const [file, seen] = value as unknown[];
  return typeof file === 'string' && !path.isAbsolute(file) && isSeen(seen);
}

function isSeen(value: unknown): boolean {
  return value === null || value === 'young' || (Array.isArray(value) && value.length === 4);
}
