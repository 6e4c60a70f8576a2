/** A Repo in memory that meets the same contract as the one on disk. */
import { LONGEST_CARD } from '../src/card/decode.js';
import { KbError } from '../src/errors.js';
import { pathProblem } from '../src/repo/below.js';
import { tooLarge } from '../src/repo/open.js';
import type { CloneState, FileEntry, Repo, Stamp } from '../src/repo/repo.js';
import { select } from '../src/repo/select.js';
import { withoutPart } from '../src/trust/codeowners-part.js';
import { CODEOWNERS_FILES, parseCodeowners } from '../src/trust/codeowners.js';

export interface MemoryRepo extends Repo {
  /** Changes a file as an editor would; each change makes the file newer. */
  write(path: string, content: string | Uint8Array): void;
  remove(path: string): void;
}

export interface MemoryRepoOptions {
  readonly root?: string;
  /** Default: `null`, as outside git. */
  readonly clone?: CloneState | null;
  /** (path, blob id) of HEAD, in any order. Default: `null`, as outside git. */
  readonly blobs?: readonly (readonly [path: string, id: string])[] | null;
}

/** @param files path → text or bytes */
export function memoryRepo(
  files: Readonly<Record<string, string | Uint8Array>>,
  { root = '/base', clone = null, blobs = null }: MemoryRepoOptions = {},
): MemoryRepo {
  const held = new Map<string, { bytes: Uint8Array; modified: number }>();
  let clock = Date.UTC(2026, 0, 1);
  const write = (path: string, content: string | Uint8Array): void => {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    held.set(path, { bytes, modified: (clock += 1000) });
  };
  for (const [path, content] of Object.entries(files)) write(path, content);

  const list = (globs: readonly string[]): FileEntry[] => {
    const selection = select(globs);
    return [...held]
      .filter(([path]) => selection.selects(path))
      .map(([path, { bytes, modified }]) => {
        const refused = bytes.length > LONGEST_CARD ? tooLarge(bytes.length, LONGEST_CARD) : null;
        const stamp: Stamp = [bytes.length, modified, modified, 1];
        return { path, size: bytes.length, stamp, refused };
      })
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  };
  const read = (path: string, limit = LONGEST_CARD): Uint8Array => {
    const bytes = held.get(path)?.bytes;
    const problem = pathProblem(path, false) ?? (bytes ? null : 'it does not exist');
    const size = bytes && bytes.length > limit ? tooLarge(bytes.length, limit) : null;
    const why = problem ?? size;
    if (!bytes || why !== null) throw new KbError('io', `${path} cannot be read: ${why ?? ''}`);
    return bytes;
  };
  const pick = (globs: readonly string[]): readonly (readonly [string, string])[] | null => {
    const selection = select(globs, { hidden: true });
    return blobs?.filter(([path]) => selection.selects(path)).sort(([a], [b]) => (a < b ? -1 : 1)) ?? null;
  };
  return {
    root,
    list: async (globs) => Promise.resolve(globs).then(list),
    read: async (path, limit) => Promise.resolve(path).then((file) => read(file, limit)),
    codeowners: async () => {
      const file = CODEOWNERS_FILES.find((name) => held.has(name));
      return Promise.resolve(
        parseCodeowners(withoutPart(new TextDecoder().decode(held.get(file ?? '')?.bytes))),
      );
    },
    existing: (paths) => {
      const all = [...held.keys()];
      const isThere = (path: string): boolean =>
        held.has(path) || all.some((each) => each.startsWith(`${path}/`));
      return Promise.resolve(new Set(paths.filter(isThere)));
    },
    clone: () => Promise.resolve(clone),
    blobs: async (globs) => Promise.resolve(globs).then(pick),
    write,
    remove: (path) => {
      held.delete(path);
    },
  };
}
