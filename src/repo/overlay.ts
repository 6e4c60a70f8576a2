/** A repo in which some files have other texts: how the base would look if those were written. */
import type { Repo } from './repo.js';

/** @param texts path → text; null for a file that is removed */
export function overlaid(repo: Repo, texts: ReadonlyMap<string, string | null>): Repo {
  return {
    ...repo,
    list: async (globs) => {
      const entries = (await repo.list(globs)).filter(({ path }) => texts.get(path) !== null);
      const there = new Set(entries.map(({ path }) => path));
      const { selects } = (await import('./select.js')).select(globs);
      const made = [...texts].flatMap(([path, text]) =>
        text !== null && !there.has(path) && selects(path)
          ? [{ path, size: Buffer.byteLength(text), refused: null }]
          : [],
      );
      const held = entries.map((entry) => {
        const text = texts.get(entry.path);
        if (typeof text !== 'string') return entry;
        // Without stamp and blob, which identify the content on disk.
        const { path, refused } = entry;
        return { path, size: Buffer.byteLength(text), refused };
      });
      return [...held, ...made].sort((a, b) => (a.path < b.path ? -1 : 1));
    },
    read: async (path, limit) => {
      const text = texts.get(path);
      // Null falls through to the disk: no list contains a removed file.
      return typeof text === 'string' ? Buffer.from(text) : repo.read(path, limit);
    },
  };
}
