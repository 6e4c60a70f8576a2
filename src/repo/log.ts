/** The commits that changed one file, followed through renames, and what differs between two commits. */
import { shallowCommits } from './git-dir.js';
import { ask, ID, type GitTrouble } from './git-read.js';

/** A file as a commit left it. */
export interface Revision {
  readonly commit: string;
  /** When its author wrote it, ISO 8601 with a zone, as the commit claims. */
  readonly time: string;
  /** As the commit claims; may hold anything but NUL. */
  readonly author: { readonly name: string; readonly email: string };
  /** From the root of the work tree. */
  readonly path: string;
  /** Null where the commit took the file away. */
  readonly file: { readonly mode: string; readonly blob: string } | null;
  /**
   * The revisions that it follows: several for a merge that differs from all its sides, none where the file was made.
   * Null where they were not read.
   */
  readonly parents: readonly string[] | null;
}

export interface FileLog {
  /** The newest first. */
  readonly revisions: readonly Revision[];
  /** Why there are no more, as half a sentence; null where these are all. */
  readonly why: string | null;
}

/** A file that was moved more often is followed no further. */
const MOST_MOVES = 50;

/** Settings of a repository by which `git log` would say other things, or nothing, taken back. */
const PINNED = ['log.follow=false', 'log.showRoot=true', 'diff.orderFile=/dev/null'];
const LOG = [
  ...PINNED.flatMap((setting) => ['-c', setting]),
  'log',
  ...['-z', '--raw', '--no-abbrev', '--no-color', '--no-relative', '--no-ext-diff', '--no-textconv'],
  ...['--no-show-signature', '--no-mailmap', '--date=default', '--encoding=UTF-8'],
];
/** NUL is what none of these can hold: a name may hold any other separator. */
const FORM = '--format=tformat:%H%x00%P%x00%aI%x00%ae%x00%an';

/**
 * What HEAD knows of a file. Of a merge's sides git leaves out what made no difference to the file.
 * @param top the root of the work tree
 * @param gitDir its git folder
 * @param file from the root of the work tree
 * @param limit revisions after which it may stop
 */
export async function fileLog(top: string, gitDir: string, file: string, limit = Infinity): Promise<FileLog> {
  const ends = shallowCommits(gitDir);
  const known = new Map<string, Revision>();
  const open: { from: string; path: string; child: string | null }[] = [
    { from: 'HEAD', path: file, child: null },
  ];
  let why: string | null = null;
  for (let moves = 0, next = open.pop(); next && known.size < limit; moves += 1, next = open.pop()) {
    if (moves > MOST_MOVES) {
      why = `the file was moved more than ${MOST_MOVES} times`;
      break;
    }
    const read = await segment(top, next.from, next.path, limit - known.size);
    if (!read.ok) {
      why = inWords(read);
      break;
    }
    const child = known.get(next.child ?? '');
    if (child)
      known.set(child.commit, { ...child, parents: read.revisions.slice(0, 1).map(({ commit }) => commit) });
    for (const { isNew, ...revision } of read.revisions) {
      if (known.has(revision.commit)) continue;
      const isEnd = isNew && ends.has(revision.commit);
      const from = isNew && !isEnd ? await movedFrom(top, revision) : { ok: true as const, text: '' };
      const isCut = isEnd || !from.ok || from.text !== '';
      known.set(revision.commit, isCut ? { ...revision, parents: null } : revision);
      if (isEnd) why = 'this clone is shallow';
      else if (!from.ok) why = inWords(from);
      else if (from.text !== '')
        open.push({ from: `${revision.commit}^1`, path: from.text, child: revision.commit });
    }
  }
  const revisions = joined(known);
  const isCut = revisions.some(({ parents }) => parents === null);
  return { revisions, why: why ?? (isCut ? `only the last ${revisions.length} versions were read` : null) };
}

/** Files that differ between two commits, by path from the root of the work tree, with git's letter: A, M, D, T. */
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

type Read = Revision & { readonly parents: readonly string[]; readonly isNew: boolean };

/** What the history of a commit did to a path, as long as the file had it. */
async function segment(
  top: string,
  from: string,
  path: string,
  limit: number,
): Promise<{ readonly ok: true; readonly revisions: readonly Read[] } | GitTrouble> {
  // In strict order git says nothing before it has read everything.
  const most = Number.isFinite(limit) ? `--max-count=${limit}` : '--date-order';
  const order = ['--parents', '-c', '--no-renames', most];
  const answer = await ask(top, [...LOG, ...order, FORM, '--end-of-options', from, '--', path]);
  return answer.ok ? { ok: true, revisions: revisionsIn(answer.text, path) } : answer;
}

/** The path from which a commit moved the file; '' where it made it. */
async function movedFrom(
  top: string,
  { commit, path }: Revision,
): Promise<{ readonly ok: true; readonly text: string } | GitTrouble> {
  const one = ['--follow', '-M', '-m', '--first-parent', '--format=tformat:'];
  const answer = await ask(top, [...LOG, ...one, '--end-of-options', `${commit}^!`, '--', path]);
  if (!answer.ok) return answer;
  const [entry = '', from = ''] = answer.text.split('\0').filter((token) => token !== '');
  return { ok: true, text: / R\d+$/.test(entry) ? from : '' };
}

/** `commit NUL parents NUL time NUL email NUL name NUL`, then the file as `:modes ids status NUL path NUL`, of each commit. */
function revisionsIn(text: string, path: string): Read[] {
  const tokens = text.split('\0');
  const revisions: Read[] = [];
  for (let at = 0; at < tokens.length;) {
    const commit = tokens[at] ?? '';
    if (!ID.test(commit)) {
      at += 1;
      continue;
    }
    const [parents = '', time = '', email = '', name = ''] = tokens.slice(at + 1, at + 5);
    // A merge has its file behind an empty token, any other commit behind a line feed.
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

/** Those that lead to the newest one: what a path was before a file was moved to it is another file's story. */
function joined(known: ReadonlyMap<string, Revision>): Revision[] {
  const reached = new Set<string>();
  const open = [...known.keys()].slice(0, 1);
  for (let commit = open.pop(); commit !== undefined; commit = open.pop()) {
    if (reached.has(commit)) continue;
    reached.add(commit);
    open.push(...(known.get(commit)?.parents ?? []));
  }
  return [...known.values()]
    .filter(({ commit }) => reached.has(commit))
    .map((revision) =>
      revision.parents?.every((id) => known.has(id)) ? revision : { ...revision, parents: null },
    );
}

function inWords({ why, message }: GitTrouble): string {
  if (why === 'dubious') return 'another user owns the repository';
  return why === 'refused' ? 'git cannot read all of it, as in a partial clone' : message;
}
