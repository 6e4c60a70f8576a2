/**
 * Finds what is not committed in some files by comparing bytes: `git status` would run the filters that a repository's config
 * names, which the user may not have agreed to.
 */
import { askCommit } from './git-read.js';
import { contentsOf, ignoredOf, places, treeOf } from './tracked.js';

/** A file of which a commit would contain more than kb's own change. */
export interface Uncommitted {
  readonly path: string;
  /** `conflict`, `ignored` and `skipped` files cannot be committed at all. */
  readonly state: 'edited' | 'staged' | 'unknown' | 'conflict' | 'ignored' | 'skipped';
  /** The text in the last commit; null if it has no such file. */
  readonly committed: string | null;
  readonly staged: string | null;
  /** Whether the index has the file as of the commit before HEAD: a git that was killed leaves the index behind. */
  readonly isBehind: boolean;
  readonly now: string | null;
}

/** A file's text before kb changes it; null if there is no file. */
export interface Known {
  readonly path: string;
  readonly before: string | null;
}

/**
 * Those of the files that differ from HEAD (null on an unborn branch), in the order given. Throws KbError `io` if git cannot
 * tell.
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
    // An empty index entry is that of `git add --intent-to-add`.
    if (!committed.has(path) && before !== null && !staged) return is('unknown');
    if (entry?.id !== committed.get(path) && !isSame(staged, before)) return is('staged');
    return isSame(there, before) && (entry !== undefined) === committed.has(path) ? [] : is('edited');
  });
}

/** The ids of files in the parent of a commit; empty if there is no parent, or it is not in this clone. */
async function earlierOf(
  root: string,
  head: string | null,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (head === null || paths.length === 0) return new Map();
  const commit = await askCommit(root, `${head}~1`);
  return commit.ok ? treeOf(root, commit.text, paths) : new Map();
}

/** Those of the files that a commit has with the given text (null: no file). @param committed the ids of its blobs by path */
export async function heldIn(
  root: string,
  committed: ReadonlyMap<string, string>,
  files: readonly { readonly path: string; readonly after: string | null }[],
): Promise<ReadonlySet<string>> {
  const texts = await contentsOf(root, [...committed.values()]);
  const held = files.filter(({ path, after }) => isSame(texts.get(committed.get(path) ?? '') ?? null, after));
  return new Set(held.map(({ path }) => path));
}

/** Whether the texts are equal but for line endings: `core.autocrlf` changes those without any edit. */
export function isSame(one: string | null, other: string | null): boolean {
  return one === other || (one !== null && other !== null && unixLines(one) === unixLines(other));
}

/** The text with LF line endings. */
export function unixLines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
