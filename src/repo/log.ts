/** Reads which commits changed a path, and what differs between two commits. */
import { ask, ID, linesOf, type GitTrouble } from './git-read.js';

/** A file as a commit left it. */
export interface Revision {
  readonly commit: string;
  /** The author's time as the commit states it, ISO 8601 with a zone. */
  readonly time: string;
  /** As the commit states it; may contain anything but NUL. */
  readonly author: { readonly name: string; readonly email: string };
  /** From the root of the work tree. */
  readonly path: string;
  /** Null if the commit deleted the file. */
  readonly file: { readonly mode: string; readonly blob: string } | null;
  /** The preceding commits that changed the path: several for a merge that differs from all its parents. */
  readonly parents: readonly string[];
  /** Whether none of the preceding commits had a file at the path. */
  readonly isNew: boolean;
}

/** Overrides of settings that would change or suppress the output of `git log`. */
const PINNED = ['log.follow=false', 'log.showRoot=true', 'diff.orderFile=/dev/null'];
/** The subcommand and options that all questions about the history share. */
export const LOG = [
  ...PINNED.flatMap((setting) => ['-c', setting]),
  'log',
  ...['-z', '--raw', '--no-abbrev', '--no-color', '--no-relative', '--no-ext-diff', '--no-textconv'],
  ...['--no-show-signature', '--no-mailmap', '--date=default', '--encoding=UTF-8'],
];
/** Separated by NUL, because a name may contain any other character. */
export const FORM = '--format=tformat:%H%x00%P%x00%aI%x00%ae%x00%an';

/**
 * Files that differ between two commits, by path from the root of the work tree, with git's status letter: A, M, D, T. Null
 * if git cannot tell.
 */
export async function changedFiles(
  top: string,
  from: string,
  to: string,
): Promise<readonly { readonly path: string; readonly status: string }[] | null> {
  const plain = [
    '--no-renames',
    '--no-ext-diff',
    '--no-textconv',
    '--no-relative',
    '--ignore-submodules=none',
  ];
  const answer = await ask(top, [
    ...['diff-tree', '-r', '-z', '--name-status', ...plain, '--end-of-options', from, to, '--'],
  ]);
  if (!answer.ok) return null;
  const tokens = answer.text.split('\0').slice(0, -1);
  return tokens.flatMap((path, at) => (at % 2 === 1 ? [{ path, status: tokens[at - 1] ?? '' }] : []));
}

/**
 * Reads what the history up to a commit did to a path, newest first. Git leaves out the sides of a merge that made no
 * difference.
 * @param from a commit id, HEAD, or a parent of either
 */
export type PathLog = (
  top: string,
  from: string,
  path: string,
  limit: number,
) => Promise<{ readonly ok: true; readonly revisions: readonly Revision[] } | GitTrouble>;

export const pathLog: PathLog = async (top, from, path, limit) => {
  // Date order would make git read the whole history before it prints anything.
  const most = Number.isFinite(limit) ? `--max-count=${limit}` : '--date-order';
  const order = ['--parents', '-c', '--no-renames', most];
  const answer = await ask(top, [...LOG, ...order, FORM, '--end-of-options', from, '--', path]);
  return answer.ok ? { ok: true, revisions: revisionsIn(answer.text, path) } : answer;
};

/** The path from which a commit moved the file; '' if it created the file. */
export async function movedFrom(
  top: string,
  commit: string,
  path: string,
): Promise<{ readonly ok: true; readonly text: string } | GitTrouble> {
  const one = ['-m', '--first-parent', '--format=tformat:'];
  const range = ['--end-of-options', `${commit}^!`, '--'];
  // `--follow` compares the file with all others; if the commit deleted none, there is nothing to find.
  const gone = await ask(top, [...LOG, ...one, '--no-renames', '--diff-filter=D', '--max-count=1', ...range]);
  if (!gone.ok || gone.text === '') return gone;
  const answer = await ask(top, [...LOG, ...one, '--follow', '-M', ...range, path]);
  if (!answer.ok) return answer;
  const [entry = '', from = ''] = answer.text.split('\0').filter((token) => token !== '');
  return { ok: true, text: / R\d+$/.test(entry) ? from : '' };
}

/** The path to which a commit moved a file; '' if it only deleted the file. */
export async function movedTo(
  top: string,
  commit: string,
  path: string,
): Promise<{ readonly ok: true; readonly text: string } | GitTrouble> {
  const plain = ['--no-ext-diff', '--no-textconv', '--no-relative', '--ignore-submodules=none'];
  const answer = await ask(top, [
    ...['diff-tree', '-r', '-z', '-M', '--diff-filter=R', '--name-status', ...plain],
    ...['--end-of-options', `${commit}^1`, commit, '--'],
  ]);
  if (!answer.ok) return answer;
  const tokens = answer.text.split('\0');
  const at = tokens.findIndex((token, place) => place % 3 === 1 && token === path);
  return { ok: true, text: at < 0 ? '' : (tokens[at + 1] ?? '') };
}

/** The ids of objects that commits have at paths and that a partial clone is missing. Empty if git cannot tell. */
export async function absentObjects(
  top: string,
  commits: readonly string[],
  paths: readonly string[],
): Promise<ReadonlySet<string>> {
  const options = ['--objects', '--missing=print', '--no-walk', '--stdin'];
  const answer = await ask(top, ['rev-list', ...options, '--', ...paths], linesOf(commits));
  const lines = answer.ok ? answer.text.split('\n') : [];
  return new Set(lines.flatMap((line) => (line.startsWith('?') ? [line.slice(1)] : [])));
}

/**
 * Parses, for each commit, `commit NUL parents NUL time NUL email NUL name NUL`, then the file as `:modes ids status NUL path
 * NUL`.
 */
function revisionsIn(text: string, path: string): Revision[] {
  const tokens = text.split('\0');
  const revisions: Revision[] = [];
  for (let at = 0; at < tokens.length;) {
    const commit = tokens[at] ?? '';
    if (!ID.test(commit)) {
      at += 1;
      continue;
    }
    const [parents = '', time = '', email = '', name = ''] = tokens.slice(at + 1, at + 5);
    // The file of a merge follows an empty token, that of any other commit a line feed.
    const entry = tokens[at + 5] || (tokens[at + 6] ?? '');
    const [sides = '', words = ''] = /^\n?(:+)(.*)$/s.exec(entry)?.slice(1) ?? [];
    at += tokens[at + 5] ? 7 : 8;
    const count = sides.length;
    const parts = words.split(' ');
    const [mode = '', blob = '', status = ''] = [parts[count], parts[2 * count + 1], parts[2 * count + 2]];
    revisions.push({
      commit,
      time,
      author: { name, email },
      path,
      file: /^0*$/.test(blob) ? null : { mode, blob },
      parents: parents.split(' ').filter((id) => ID.test(id)),
      isNew: /^A+$/.test(status),
    });
  }
  return revisions;
}
