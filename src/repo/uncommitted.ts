/**
 * What of some files is in no commit yet, by comparing bytes: `git status` would run the filters that a repository's config
 * names, and nobody has agreed to that yet.
 */
import { askCommit } from './git-read.js';
import { contentsOf, ignoredOf, places, treeOf } from './tracked.js';

/** A file that a commit would hold more of than kb's own change. */
export interface Uncommitted {
  readonly path: string;
  /** `conflict`, `ignored` and `skipped` files cannot be committed at all. */
  readonly state: 'edited' | 'staged' | 'unknown' | 'conflict' | 'ignored' | 'skipped';
  /** The text of the last commit; null where it has no such file. */
  readonly committed: string | null;
  readonly staged: string | null;
  /** Whether that is what the commit before the last one has: a git that was killed leaves the index behind. */
  readonly isBehind: boolean;
  readonly now: string | null;
}

/** A file's text before kb changes it; null where there is none. */
export interface Known {
  readonly path: string;
  readonly before: string | null;
}

/**
 * Those of the files that are not as HEAD (null on an unborn branch) has them, in the order given. Throws KbError `io` where
 * git cannot tell.
 */
export async function uncommitted(
  root: string,
  head: string | null,
  files: readonly Known[],
): Promise<readonly Uncommitted[]> {
  const paths = files.map((file) => file.path);
  const { committed, index } = await places(root, head, paths);
  const ignored = await ignoredOf(
    root,
    paths.filter((path) => !committed.has(path) && !index.has(path)),
  );
  const others = paths.filter((path) => index.has(path) && index.get(path)?.id !== committed.get(path));
  const earlier = await earlierOf(root, head, others);
  const ids = [...committed.values(), ...[...index.values()].map((entry) => entry.id)];
  const texts = await contentsOf(root, ids);
  const textOf = (id: string | undefined): string | null => texts.get(id ?? '') ?? null;

  return files.flatMap(({ path, before }): Uncommitted[] => {
    const entry = index.get(path);
    const there = textOf(committed.get(path));
    const staged = textOf(entry?.id);
    const is = (state: Uncommitted['state']): Uncommitted[] => [
      {
        path,
        state,
        committed: there,
        staged,
        isBehind: entry !== undefined && entry.id === earlier.get(path),
        now: before,
      },
    ];
    if (entry && entry.stage !== '0') return is('conflict');
    if (entry?.skipped) return is('skipped');
    if (ignored.has(path)) return is('ignored');
    // An empty entry says that git shall add the file some day.
    if (!committed.has(path) && before !== null && !staged) return is('unknown');
    if (entry?.id !== committed.get(path) && !isSame(staged, before)) return is('staged');
    return isSame(there, before) && (entry !== undefined) === committed.has(path) ? [] : is('edited');
  });
}

/** The ids of the files in the commit before a commit; none where there is none, or not in this clone. */
async function earlierOf(
  root: string,
  head: string | null,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (head === null || paths.length === 0) return new Map();
  const commit = await askCommit(root, `${head}~1`);
  return commit.ok ? treeOf(root, commit.text, paths) : new Map();
}

/** Those of the files that a commit has as they are given (null is no file). @param committed the ids of its blobs by path */
export async function heldIn(
  root: string,
  committed: ReadonlyMap<string, string>,
  files: readonly { readonly path: string; readonly after: string | null }[],
): Promise<ReadonlySet<string>> {
  const texts = await contentsOf(root, [...committed.values()]);
  const held = files.filter(({ path, after }) => isSame(texts.get(committed.get(path) ?? '') ?? null, after));
  return new Set(held.map(({ path }) => path));
}

/** The same text, whatever ends its lines: `core.autocrlf` makes the two differ where nobody edited anything. */
export function isSame(one: string | null, other: string | null): boolean {
  return one === other || (one !== null && other !== null && unixLines(one) === unixLines(other));
}

/** With LF at the ends of its lines. */
export function unixLines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
