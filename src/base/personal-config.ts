/** The user's own config: which bases there are. What was read once is kept, because reading it loads YAML. */
import path from 'node:path';
import type { PersonalConfig } from '../config/parse.js';
import { KbError } from '../errors.js';
import type { Environment } from '../io.js';
import { isSame, settled, stampOf, type Seen } from '../repo/freshness/state.js';
import type { Keeping } from '../repo/keeping.js';
import { readRegular, statOf } from '../repo/open.js';
import { LONGEST_CONFIG } from './base.js';
import { seal, unseal } from './search-index/seal.js';

/** Name of the file in the store. */
const NAME = 'personal-config';

/** What was read, and from which file. */
interface KeptConfig {
  readonly file: string;
  readonly seen: Seen;
  readonly bases: readonly (readonly [name: string, folder: string])[];
  readonly default: string | null;
}

/** `config.yaml` in $KB_HOME, else in the user's configuration folder. */
export function personalConfigFile(env: Environment, home: string): string {
  const folder = env['KB_HOME'] || path.join(env['XDG_CONFIG_HOME'] || path.join(home, '.config'), 'kb');
  return path.join(folder, 'config.yaml');
}

/** The config as the file is now; no base where there is none. Throws KbError `config` on a wrong one. */
export async function readPersonalConfig(file: string, { store, version }: Keeping): Promise<PersonalConfig> {
  const now = Date.now();
  // Of what a link leads to, because that is read.
  const stat = statOf(file);
  if (!stat) return { bases: new Map(), default: null };
  const stamp = stampOf(stat);
  const kept = keptIn(unseal(await store.read(NAME), version));
  if (kept?.file === file && isSame(kept.seen, stamp)) return { ...kept, bases: new Map(kept.bases) };
  const { parsePersonalConfig } = await import('../config/parse.js');
  const config = parsePersonalConfig(personalConfigText(file), file);
  const seen = settled(stamp, now);
  if (seen !== 'young') {
    const made: KeptConfig = { file, seen, bases: [...config.bases], default: config.default };
    await store.writeAtomic(NAME, seal(JSON.stringify(made), version));
  }
  return config;
}

/** Null for anything else than a config that was kept. */
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
 * '' where there is none. Throws KbError `config` where it is there and cannot be read, which goes for bytes that are no
 * UTF-8 too: written back, they would be lost.
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
