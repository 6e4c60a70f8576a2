/** A repo in which some files hold other texts: what would be if they were written. */
import type { Repo } from './repo.js';

/** @param texts path → text, of files that are there */
export function overlaid(repo: Repo, texts: ReadonlyMap<string, string>): Repo {
  return {
    ...repo,
    list: async (globs) =>
      (await repo.list(globs)).map((entry) => {
        if (!texts.has(entry.path)) return entry;
        // Without what identifies the file that is there.
        const { path, size, modified, refused } = entry;
        return { path, size, modified, refused };
      }),
    read: async (path, limit) => {
      const text = texts.get(path);
      return text === undefined ? repo.read(path, limit) : Buffer.from(text);
    },
  };
}
