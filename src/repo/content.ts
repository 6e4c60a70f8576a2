/** Files that may be there or not. */
import { KbError } from '../errors.js';
import type { Repo } from './repo.js';

/** What a file holds; null where it is not there, or is refused: too long, no regular file. */
export async function contentOf(repo: Repo, path: string, limit?: number): Promise<Uint8Array | null> {
  try {
    return await repo.read(path, limit);
  } catch (error) {
    if (error instanceof KbError) return null;
    throw error;
  }
}
