/** The few git commands needed for reading: fixed subcommands, no shell, and nothing that the repository names is run. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { gitEnv, GUARDS } from './git-guards.js';

export interface GitTrouble {
  readonly ok: false;
  /** git is not installed; git does not trust the folder's owner; git took too long; git failed. */
  readonly why: 'missing' | 'dubious' | 'slow' | 'refused';
  /** What git said, to show to the user; may contain anything. */
  readonly message: string;
}

export type GitAnswer = { readonly ok: true; readonly text: string } | GitTrouble;
type GitBytes = { readonly ok: true; readonly bytes: Buffer } | GitTrouble;

/** Milliseconds after which git is stopped. */
const TIMEOUT = 20_000;
/** Bytes of the longest answer: about a million files. */
const LONGEST_ANSWER = 256 * 1024 * 1024;
/** The id of an object, as git writes it. */
export const ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** How many commits `to` has that `from` does not; both are commit ids. Null if git cannot tell. */
export async function countCommits(root: string, from: string, to: string): Promise<number | null> {
  const answer = await ask(root, ['rev-list', '--count', '--end-of-options', `${from}..${to}`, '--']);
  return answer.ok ? Number(answer.text) : null;
}

/** The whole tree of a commit as `mode type id TAB path NUL`, wherever in the work tree `root` is. */
export function listTree(root: string, commit: string): Promise<GitAnswer> {
  return ask(root, ['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', commit]);
}

/** The commit that a branch, tag or revision (`origin/main`, `HEAD~3`, `v1.2`) names; null if it names none. */
export async function resolveCommit(root: string, name: string): Promise<string | null> {
  if (refProblem(name) !== null) return null;
  const answer = await askCommit(root, name);
  return answer.ok ? answer.text : null;
}

/** The same for a name that `refProblem` accepts; `refused` if it names no commit. */
export async function askCommit(root: string, name: string): Promise<GitAnswer> {
  return trimmed(
    await ask(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]),
  );
}

/** The id of the empty tree. */
export async function emptyTree(root: string): Promise<GitAnswer> {
  return trimmed(await ask(root, ['hash-object', '-t', 'tree', '--stdin']));
}

/** The merge base of two commits; `refused` if there is none in this clone. All are commit ids. */
export async function mergeBase(root: string, one: string, other: string): Promise<GitAnswer> {
  return trimmed(await ask(root, ['merge-base', '--end-of-options', one, other]));
}

/**
 * Paths that differ between the trees of two commits, each followed by NUL, wherever in the work tree `root` is. The work
 * tree itself is not compared: that would run filters from the repository's config.
 */
export function changedPaths(root: string, from: string, to: string): Promise<GitAnswer> {
  const plain = [
    '--no-renames',
    '--no-ext-diff',
    '--no-textconv',
    '--no-relative',
    '--ignore-submodules=none',
  ];
  return ask(root, ['diff-tree', '-r', '-z', '--name-only', ...plain, '--end-of-options', from, to, '--']);
}

/** `id bytes LF` for each blob, `id missing LF` for one that is missing from a partial clone or that git refuses. */
export async function blobSizes(root: string, ids: readonly string[]): Promise<GitAnswer> {
  const form = '--batch-check=%(objectname) %(objectsize)';
  return asText(await run(root, ['cat-file', form, '--buffer'], linesOf(ids)));
}

/** `id blob bytes LF content LF` for each blob. Check the sizes first: everything is held in memory. */
export function blobContents(root: string, ids: readonly string[]): Promise<GitBytes> {
  return run(root, ['cat-file', '--batch', '--buffer'], linesOf(ids));
}

/** Why a name is not passed to git, as half a sentence; null if it may be. `~` and `^` may follow a name. */
export function refProblem(name: string): string | null {
  if (name === '') return 'is empty';
  if (name.length > 255) return 'is longer than 255 characters';
  if (/^[-^]/.test(name)) return 'starts with a dash or a caret';
  if (name.includes('..')) return 'contains two dots';
  if (name.includes('@{')) return 'contains @{';
  return /[\0-\x20\x7f\\:*?[]/.test(name) ? 'contains a character that branches and tags cannot have' : null;
}

/** Ids as git reads them from its stdin, one per line. */
export function linesOf(ids: readonly string[]): string {
  return ids.filter((id) => ID.test(id)).join('\n');
}

/** Runs a fixed git command; the caller must guard paths and refs in its arguments. */
export async function ask(root: string, args: readonly string[], input = ''): Promise<GitAnswer> {
  return asText(await run(root, args, input));
}

function asText(answer: GitBytes): GitAnswer {
  return answer.ok ? { ok: true, text: answer.bytes.toString('utf8') } : answer;
}

function trimmed(answer: GitAnswer): GitAnswer {
  return answer.ok ? { ok: true, text: answer.text.trim() } : answer;
}

/** Runs git in the folder; never rejects. */
function run(root: string, args: readonly string[], input: string): Promise<GitBytes> {
  return new Promise((resolve) => {
    const { stdin } = execFile(
      'git',
      ['-C', root, ...GUARDS, ...args],
      {
        // Not the repository: Windows looks for `git` in the current folder before it searches PATH.
        cwd: path.parse(path.resolve(root)).root,
        env: gitEnv(process.env),
        timeout: TIMEOUT,
        killSignal: 'SIGKILL',
        maxBuffer: LONGEST_ANSWER,
        windowsHide: true,
        encoding: 'buffer',
      },
      (error, stdout, stderr) => {
        resolve(error ? { ok: false, ...troubleOf(error, stderr.toString()) } : { ok: true, bytes: stdout });
      },
    );
    // If git ends early, it closes the pipe; its answer says why.
    stdin?.on('error', () => undefined).end(input);
  });
}

function troubleOf(
  error: Error & { code?: unknown; killed?: boolean },
  stderr: string,
): Pick<GitTrouble, 'why' | 'message'> {
  if (error.code === 'ENOENT') return { why: 'missing', message: 'git is not installed' };
  if (error.killed) return { why: 'slow', message: `git took longer than ${TIMEOUT / 1000} s` };
  if (stderr.includes('dubious ownership')) return { why: 'dubious', message: stderr };
  return { why: 'refused', message: stderr };
}
