/** What git knows of some files: committed, staged, ignored. Files on disk are not examined, and no filter is run. */
import { KbError } from '../errors.js';
import { ask, blobContents, type GitAnswer, type GitTrouble } from './git-read.js';

/** What git has of files, by path: their ids in a commit, and their index entries. */
export interface Places {
  readonly committed: ReadonlyMap<string, string>;
  readonly index: ReadonlyMap<string, IndexEntry>;
}

interface IndexEntry {
  readonly id: string;
  /** `0`, or another one in a conflict. */
  readonly stage: string;
  /** The file in the work tree is disregarded (sparse checkout, `--skip-worktree`). */
  readonly skipped: boolean;
}

/** Throws KbError `io` if git cannot tell. */
export async function places(root: string, head: string | null, paths: readonly string[]): Promise<Places> {
  return {
    committed: head === null ? new Map() : await treeOf(root, head, paths),
    index: await indexOf(root, paths),
  };
}

/** The ids of a commit's files, by path. */
export async function treeOf(
  root: string,
  commit: string,
  paths: readonly string[],
): Promise<Map<string, string>> {
  const text = await askInTurn(root, ['ls-tree', '-z', '--end-of-options', commit, '--'], paths);
  return new Map(
    entries(text).flatMap(([stat, path]): [string, string][] => {
      const [, type, id] = stat.split(' ');
      return type === 'blob' && id !== undefined ? [[path, id]] : [];
    }),
  );
}

/** The index entries of files, by path. */
async function indexOf(root: string, paths: readonly string[]): Promise<Map<string, IndexEntry>> {
  const text = await askInTurn(root, ['ls-files', '--stage', '-t', '-z', '--'], paths);
  return new Map(
    entries(text).map(([stat, path]) => {
      const [tag, , id = '', stage = ''] = stat.split(' ');
      return [path, { id, stage, skipped: tag === 'S' }];
    }),
  );
}

/** Bytes of paths that every system accepts as arguments: Windows allows 32 thousand characters in all. */
const MOST_BYTES = 20_000;

/** The joined answers to a question about paths. Empty without paths: git would take that for all files. */
async function askInTurn(root: string, verb: readonly string[], paths: readonly string[]): Promise<string> {
  let answers = '';
  for (let at = 0; at < paths.length;) {
    const some: string[] = [];
    for (let bytes = 0; at < paths.length; at++) {
      const each = paths[at] ?? '';
      bytes += Buffer.byteLength(each) + 1;
      if (bytes > MOST_BYTES && some.length > 0) break;
      some.push(each);
    }
    answers += answered(await ask(root, [...verb, ...some]));
  }
  return answers;
}

/** Parses `stat TAB path NUL`, repeated. */
function entries(text: string): [stat: string, path: string][] {
  const lines = text.split('\0').filter((entry) => entry !== '');
  return lines.map((entry) => {
    const tab = entry.indexOf('\t');
    return [entry.slice(0, tab), entry.slice(tab + 1)];
  });
}

/** Those of the paths that git ignores, whether the files exist or not. */
export async function ignoredOf(root: string, paths: readonly string[]): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set();
  // check-ignore does not support literal pathspecs; after `./`, a leading colon has no special meaning.
  const verb = ['--no-literal-pathspecs', 'check-ignore', '-z', '--stdin'];
  const answer = await ask(root, verb, paths.map((path) => `./${path}`).join('\0'));
  // If no path is ignored, git fails silently.
  if (!answer.ok && answer.why === 'refused' && answer.message === '') return new Set();
  const found = answered(answer).split('\0');
  return new Set(found.map((path) => path.slice('./'.length)));
}

/** The texts of blobs by id; those missing from a partial clone are left out. */
export async function contentsOf(root: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  if (ids.length === 0) return texts;
  const answer = await blobContents(root, [...new Set(ids)]);
  if (!answer.ok) throw unanswered(answer);
  const { bytes } = answer;
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf('\n', at);
    const [id = '', type = '', size = ''] = bytes.toString('latin1', at, end).split(' ');
    at = end + 1;
    // `ID missing`, in a partial clone, is not followed by content.
    if (!/^\d+$/.test(size)) continue;
    if (type === 'blob') texts.set(id, bytes.toString('utf8', at, at + Number(size)));
    at += Number(size) + 1;
  }
  return texts;
}

/** The filter (`git-crypt`, `lfs`) that a file passes through on its way into a commit; null if there is none. */
export async function filterOf(root: string, path: string): Promise<string | null> {
  const [, , filter = ''] = answered(await ask(root, ['check-attr', '-z', 'filter', '--', path])).split('\0');
  return ['', 'unspecified', 'unset', 'set'].includes(filter) ? null : filter;
}

function answered(answer: GitAnswer): string {
  if (answer.ok) return answer.text;
  throw unanswered(answer);
}

function unanswered({ message }: GitTrouble): KbError {
  return new KbError('io', `git cannot tell what is committed: ${message.trim()}`, 'kb doctor');
}
