/** The manifest of a kept index: its files, its config, and the state of the disk that it was made from. */
import path from 'node:path';
import type { Config } from '../../config.js';
import type { Keeping } from '../../repo/keeping.js';
import type { Seen, State } from '../../repo/freshness/state.js';
import { isPartFile, isThere, type PartFile } from './parts.js';
import { seal, unseal } from './seal.js';

/** Name of the file in the store. It is written last, so that readers find the files that it names. */
export const MANIFEST = 'index';
/** Maximum size in bytes; the manifest of 100,000 cards outside git has a tenth of it. */
const LONGEST = 64 * 1024 * 1024;
/** Most files and folders that each search checks: several times as many as a base of 100,000 cards outside git has. */
const MOST_WATCHED = 500_000;
/** Attempts to read the manifest while other runs replace it. */
const MOST_TRIES = 3;

export interface Manifest {
  /** The delta is null if there is none. */
  readonly segments: { readonly base: PartFile; readonly delta: PartFile | null };
  /** The file with what an update needs to know about each card (known-cards.ts). */
  readonly files: PartFile;
  readonly summary: Summary;
  readonly config: Config;
  /** The stamp of the config file; null if there is none. */
  readonly configStamp: Seen;
  readonly state: State;
}

/** Counts that are reported with an answer, kept so that no row has to be read for them. */
export interface Summary {
  readonly cards: number;
  readonly unreadable: number;
  /** Cards without a verify-by date. */
  readonly undated: number;
  /** Cards verified together with code. */
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
 * Reads the manifest; null if there is none, if it is damaged or from another build, or if a file that it names is not the one
 * that kb wrote. The last check rejects forged indexes: people who pack one into an archive cannot know which stamps its
 * files get when they are unpacked. Nothing in such a manifest is trusted, least of all its config.
 */
export async function readManifest({ store, version }: Keeping): Promise<Manifest | null> {
  let before: string | null = null;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const text = unseal(await store.read(MANIFEST, LONGEST), version);
    if (text === null || text === before) return null;
    const manifest = decodeManifest(text);
    if (!manifest || filesOf(manifest).every((part) => isThere(store, part))) return manifest;
    // Another run may have written a newer manifest and removed the files of this one.
    before = text;
  }
  return null;
}

/** Returns null for anything that is not a manifest. */
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

/** Accepts relative paths only: checking one on another computer (`\\host\share`) would reveal the user to it. */
function isWatched(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  const [file, seen] = value as unknown[];
  return typeof file === 'string' && !path.isAbsolute(file) && isSeen(seen);
}

function isSeen(value: unknown): boolean {
  return value === null || value === 'young' || (Array.isArray(value) && value.length === 4);
}
