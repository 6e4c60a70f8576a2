/** Finds out why a base keeps nothing between runs: a store only reports that it could not write. */
import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { KbError } from '../errors.js';
import { writeAtomic } from './atomic.js';
import { causeOf } from './errno.js';
import { keepingAt, NOWHERE } from './keeping.js';
import { lstatOf } from './open.js';
import { isOurs, storeFolder, type Environment } from './store.js';

/** Tries to write to the store. Returns half a sentence; null if writing works, in which case the reason is unknown. */
export async function whyUnkept(root: string, env: Environment, home: string): Promise<string | null> {
  if (keepingAt(root, env, home).store === NOWHERE.store)
    return 'nothing is stored when running from unbuilt source';
  const folder = storeFolder(root, env, home);
  if (lstatOf(folder) && !isOurs(folder)) return `${folder} is a link, or belongs to another user`;
  const trial = path.join(folder, 'trial');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    await writeAtomic(trial, new Uint8Array(1), { mode: 0o600 });
    await rm(trial, { force: true });
    return null;
  } catch (error) {
    return error instanceof KbError ? error.message : `${folder} cannot be created: ${causeOf(error)}`;
  }
}
