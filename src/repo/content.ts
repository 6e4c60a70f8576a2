/** Reads files that may be missing. */
import { KbError } from '../errors.js';
import type { Repo } from './repo.js';

/** The content of a file; null if it is missing or refused: too large, or not a regular file. */
export async function contentOf(repo: Repo, path: string, limit?: number): Promise<Uint8Array | null> {
  try {
    return await repo.read(path, limit);
  } catch (error) {
    if (error instanceof KbError) return null;
    throw error;
  }
}
