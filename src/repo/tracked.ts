/** What git has of some files: in a commit, staged, ignored. Nothing on disk is looked at, and no filter is run. */
import { KbError } from '../errors.js';
import { ask, blobContents, type GitAnswer, type GitTrouble } from './git-read.js';

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

/** Throws KbError `io` where git cannot tell. */
export async function places(root: string, head: string | null, paths: readonly string[]): Promise<Places> {
  return {
    committed: head === null ? new Map() : await treeOf(root, head, paths),
    index: await indexOf(root, paths),
  };
}

/** By path, the ids of a commit's files. */
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

/** The files' state on disk is not looked at. */
async function indexOf(root: string, paths: readonly string[]): Promise<Map<string, IndexEntry>> {
  const text = await askInTurn(root, ['ls-files', '--stage', '-t', '-z', '--'], paths);
  return new Map(
    entries(text).map(([stat, path]) => {
      const [tag, , id = '', stage = ''] = stat.split(' ');
      return [path, { id, stage, skipped: tag === 'S' }];
    }),
  );
}

/** Bytes of paths that every system takes as arguments: Windows 32 thousand letters, all in all. */
const MOST_BYTES = 20_000;

/** All answers to a question about paths. None where there are no paths: git would take that for all files. */
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

/** `stat TAB path NUL`, again and again. */
function entries(text: string): [stat: string, path: string][] {
  const lines = text.split('\0').filter((entry) => entry !== '');
  return lines.map((entry) => {
    const tab = entry.indexOf('\t');
    return [entry.slice(0, tab), entry.slice(tab + 1)];
  });
}

/** Those of the paths that git ignores, whether there are such files or not. */
export async function ignoredOf(root: string, paths: readonly string[]): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set();
  // This verb knows no literal paths; behind `./` a colon is one letter among others.
  const verb = ['--no-literal-pathspecs', 'check-ignore', '-z', '--stdin'];
  const answer = await ask(root, verb, paths.map((path) => `./${path}`).join('\0'));
  // Git says no, without a word, where none is ignored.
  if (!answer.ok && answer.why === 'refused' && answer.message === '') return new Set();
  const found = answered(answer).split('\0');
  return new Set(found.map((path) => path.slice('./'.length)));
}

/** By id, the texts of blobs; those that a partial clone lacks are left out. */
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
    // `ID missing`, in a partial clone, has no content.
    if (!/^\d+$/.test(size)) continue;
    if (type === 'blob') texts.set(id, bytes.toString('utf8', at, at + Number(size)));
    at += Number(size) + 1;
  }
  return texts;
}

/** The filter (`git-crypt`, `lfs`) through which a file goes on its way into a commit; null where it goes as it is. */
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
