/** The manifest of a kept index: which files it is made of, with what config, and of what state of the disk. */
import type { Config } from '../../config.js';
import type { Keeping } from '../../repo/keeping.js';
import type { Seen, State } from '../../repo/freshness/state.js';
import { seal, unseal } from './seal.js';

/** Name of the file in the store. It is written last: whoever reads it finds the files that it names. */
export const MANIFEST = 'index';

export interface Manifest {
  /** Names of files in the store; there may be no delta. */
  readonly segments: { readonly base: string; readonly delta: string | null };
  /** The file with what an update needs to know of each card. */
  readonly files: string;
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

/** Null where there is none, and where it is damaged or another build's. */
export async function readManifest({ store, version }: Keeping): Promise<Manifest | null> {
  const text = unseal(await store.read(MANIFEST), version);
  if (text === null) return null;
  const manifest = JSON.parse(text) as Manifest;
  const { config } = manifest;
  return { ...manifest, config: { ...config, fields: new Map(config.fields), rules: new Map(config.rules) } };
}
