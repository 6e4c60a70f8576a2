/** The user's own config, which lists the bases. It is cached once parsed, so that YAML need not be loaded. */
import path from 'node:path';
import type { PersonalConfig } from '../config/parse.js';
import { KbError } from '../errors.js';
import type { Environment } from '../io.js';
import { isSame, stableStamp, stampOf, type Seen } from '../repo/freshness/state.js';
import type { Keeping } from '../repo/keeping.js';
import { readRegular, statOf } from '../repo/open.js';
import { LONGEST_CONFIG } from './base.js';
import { seal, unseal } from './search-index/seal.js';

/** Name of the cache file in the store. */
const NAME = 'personal-config';

/** The parsed config, and the file that it came from. */
interface KeptConfig {
  readonly file: string;
  readonly seen: Seen;
  readonly bases: readonly (readonly [name: string, folder: string])[];
  readonly default: string | null;
}

/** Path of `config.yaml` in $KB_HOME, else in the folder `kb` of the user's configuration folder. */
export function personalConfigFile(env: Environment, home: string): string {
  const folder = env['KB_HOME'] || path.join(env['XDG_CONFIG_HOME'] || path.join(home, '.config'), 'kb');
  return path.join(folder, 'config.yaml');
}

/** Reads the current config; without a file, it lists no base. Throws KbError `config` if it is invalid. */
export async function readPersonalConfig(file: string, { store, version }: Keeping): Promise<PersonalConfig> {
  const now = Date.now();
  // The stamp of a link's target, because the target is what is read.
  const stat = statOf(file);
  if (!stat) return { bases: new Map(), default: null };
  const stamp = stampOf(stat);
  const kept = keptIn(unseal(await store.read(NAME), version));
  if (kept?.file === file && isSame(kept.seen, stamp)) return { ...kept, bases: new Map(kept.bases) };
  const { parsePersonalConfig } = await import('../config/parse.js');
  const config = parsePersonalConfig(personalConfigText(file), file);
  const seen = stableStamp(stamp, now);
  if (seen !== 'young') {
    const keptConfig: KeptConfig = { file, seen, bases: [...config.bases], default: config.default };
    await store.writeAtomic(NAME, seal(JSON.stringify(keptConfig), version));
  }
  return config;
}

/** Returns null for anything that is not a cached config. */
function keptIn(text: string | null): KeptConfig | null {
  try {
    const kept = text === null ? null : (JSON.parse(text) as KeptConfig);
    const isRight =
      Array.isArray(kept?.seen) &&
      kept.bases.every(([name, folder]) =>
        [name, folder].every((part: unknown) => typeof part === 'string'),
      ) &&
      (kept.default === null || typeof kept.default === 'string');
    return isRight ? kept : null;
  } catch {
    return null;
  }
}

/**
 * Returns the text of the file; '' if there is none. Throws KbError `config` if it cannot be read or is not valid UTF-8,
 * because writing it back would lose the invalid bytes.
 */
export function personalConfigText(file: string): string {
  if (statOf(file) === undefined) return '';
  try {
    const bytes = readRegular(file, LONGEST_CONFIG, 'follow');
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const hint = 'it must be a plain UTF-8 file that you may read';
    throw new KbError('config', `${file} cannot be read`, hint);
  }
}
