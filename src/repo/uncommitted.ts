/**
 * What of some files is in no commit yet, by comparing bytes: `git status` would run the filters that a repository's config
 * names, and nobody has agreed to that yet.
 */
import { KbError } from '../errors.js';
import { ask, blobContents, type GitAnswer, type GitTrouble } from './git-read.js';

/** A file that a commit would hold more of than kb's own change. */
export interface Uncommitted {
  readonly path: string;
  /** `conflict`, `ignored` and `skipped` files cannot be committed at all. */
  readonly state: 'edited' | 'staged' | 'unknown' | 'conflict' | 'ignored' | 'skipped';
  /** The text of the last commit; null where it has no such file. */
  readonly committed: string | null;
  readonly staged: string | null;
  readonly now: string | null;
}

/** A file's text before kb changes it; null where there is none. */
export interface Known {
  readonly path: string;
  readonly before: string | null;
}

/** Where git has files: by path, the ids in a commit, and what is staged. */
export interface Places {
  readonly committed: ReadonlyMap<string, string>;
  readonly index: ReadonlyMap<string, IndexEntry>;
}

interface IndexEntry {
  readonly id: string;
  /** Not 0 in a conflict. */
  readonly stage: string;
  /** The work tree's file counts for nothing (sparse checkout, `--skip-worktree`). */
  readonly skipped: boolean;
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
  const ids = [...committed.values(), ...[...index.values()].map((entry) => entry.id)];
  const texts = await contentsOf(root, ids);
  const textOf = (id: string | undefined): string | null => texts.get(id ?? '') ?? null;

  return files.flatMap(({ path, before }): Uncommitted[] => {
    const entry = index.get(path);
    const there = textOf(committed.get(path));
    const staged = textOf(entry?.id);
    const is = (state: Uncommitted['state']): Uncommitted[] => [
      { path, state, committed: there, staged, now: before },
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

/** Whether a commit has the files as they are given; null is no file. */
export async function holds(
  root: string,
  commit: string,
  files: readonly { readonly path: string; readonly after: string | null }[],
): Promise<boolean> {
  const committed = await treeOf(
    root,
    commit,
    files.map((file) => file.path),
  );
  const texts = await contentsOf(root, [...committed.values()]);
  return files.every(({ path, after }) => isSame(texts.get(committed.get(path) ?? '') ?? null, after));
}

/** Throws KbError `io` where git cannot tell. */
export async function places(root: string, head: string | null, paths: readonly string[]): Promise<Places> {
  return {
    committed: head === null ? new Map() : await treeOf(root, head, paths),
    index: await indexOf(root, paths),
  };
}

/** The same text, whatever ends its lines: `core.autocrlf` makes the two differ where nobody edited anything. */
export function isSame(one: string | null, other: string | null): boolean {
  return one === other || (one !== null && other !== null && unixLines(one) === unixLines(other));
}

function unixLines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

async function treeOf(root: string, commit: string, paths: readonly string[]): Promise<Map<string, string>> {
  const text = answered(await ask(root, ['ls-tree', '-z', '--end-of-options', commit, '--', ...paths]));
  return new Map(
    entries(text).flatMap(([stat, path]): [string, string][] => {
      const [, type, id] = stat.split(' ');
      return type === 'blob' && id !== undefined ? [[path, id]] : [];
    }),
  );
}

/** The files' state on disk is not looked at. */
async function indexOf(root: string, paths: readonly string[]): Promise<Map<string, IndexEntry>> {
  const text = answered(await ask(root, ['ls-files', '--stage', '-t', '-z', '--', ...paths]));
  return new Map(
    entries(text).map(([stat, path]) => {
      const [tag, , id = '', stage = ''] = stat.split(' ');
      return [path, { id, stage, skipped: tag === 'S' }];
    }),
  );
}

/** `stat TAB path NUL`, again and again. */
function entries(text: string): [stat: string, path: string][] {
  const lines = text.split('\0').filter((entry) => entry !== '');
  return lines.map((entry) => {
    const tab = entry.indexOf('\t');
    return [entry.slice(0, tab), entry.slice(tab + 1)];
  });
}

async function ignoredOf(root: string, paths: readonly string[]): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set();
  // This verb knows no literal paths; behind `./` a colon is one letter among others.
  const verb = ['--no-literal-pathspecs', 'check-ignore', '-z', '--stdin'];
  const answer = await ask(root, verb, paths.map((path) => `./${path}`).join('\0'));
  // Git says no, without a word, where none is ignored.
  if (!answer.ok && answer.why === 'refused' && answer.message === '') return new Set();
  const found = answered(answer).split('\0');
  return new Set(found.map((path) => path.slice('./'.length)));
}

async function contentsOf(root: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  if (ids.length === 0) return texts;
  const answer = await blobContents(root, [...new Set(ids)]);
  if (!answer.ok) throw unanswered(answer);
  const { bytes } = answer;
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf('\n', at);
    const [id = '', type = '', size = ''] = bytes.toString('latin1', at, end).split(' ');
    at = end + 1;
    // `ID missing`, in a partial clone, has no content.
    if (!/^\d+$/.test(size)) continue;
    if (type === 'blob') texts.set(id, bytes.toString('utf8', at, at + Number(size)));
    at += Number(size) + 1;
  }
  return texts;
}

function answered(answer: GitAnswer): string {
  if (answer.ok) return answer.text;
  throw unanswered(answer);
}

function unanswered({ message }: GitTrouble): KbError {
  return new KbError('io', `git cannot tell what is committed: ${message.trim()}`, 'kb doctor');
}
