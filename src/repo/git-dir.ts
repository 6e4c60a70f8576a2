/** Reads git's own files without running git: HEAD, refs, the upstream, the last fetch, operations in progress. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { configOf, configValue } from './git-config.js';
import { readText, statOf } from './open.js';
import { commonDir } from './place.js';

/** A commit id; null if the ref does not exist; undefined if only git can tell (a reftable). */
export type RefId = string | null | undefined;

export interface Head {
  /** `refs/heads/main`; null if HEAD is detached. */
  readonly branch: string | null;
  readonly id: RefId;
}

/** Bytes of a file with one ref. */
const REF = 4096;
/** Bytes of packed-refs: a hundred thousand refs take 6 MB. */
const PACKED = 16 * 1024 * 1024;
const ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
/** Number of symbolic refs to follow; git gives up after as many. */
const LONGEST_CHAIN = 5;
/** Refs that each work tree has of its own. */
const OWN_REF = /^refs\/(?:bisect|worktree|rewritten)\//;

/** The branch and commit of a work tree's HEAD. */
export function readHead(gitDir: string): Head {
  const text = readText(path.join(gitDir, 'HEAD'), REF)?.trim() ?? '';
  if (ID.test(text)) return { branch: null, id: text };
  const branch = refNamed(text);
  return { branch, id: branch === null ? undefined : readRef(gitDir, branch) };
}

/** The commit that a full ref (`refs/remotes/origin/main`) points to. */
export function readRef(gitDir: string, ref: string): RefId {
  const common = commonDir(gitDir);
  if (existsSync(path.join(common, 'reftable'))) return undefined;
  let name: string | null = ref;
  for (let hops = 0; name !== null && hops < LONGEST_CHAIN; hops++) {
    const loose = readText(path.join(OWN_REF.test(name) ? gitDir : common, name), REF)?.trim();
    if (loose === undefined) return packedRef(common, name);
    if (ID.test(loose)) return loose;
    name = refNamed(loose);
  }
  return undefined;
}

/** The full name of the ref that a symbolic one (`refs/remotes/origin/HEAD`) points to; null if there is none. */
export function targetOf(gitDir: string, ref: string): string | null {
  return refNamed(readText(path.join(commonDir(gitDir), ref), REF)?.trim() ?? '');
}

/** The ref of a branch's upstream according to the config file of the repository; null if there is none. */
export function upstreamOf(gitDir: string, branch: string): string | null {
  const config = configOf(gitDir);
  const remote = configValue(config, 'branch', branch.replace(/^refs\/heads\//, ''), 'remote');
  const merge = configValue(config, 'branch', branch.replace(/^refs\/heads\//, ''), 'merge');
  if (remote === null || merge === null || !isRefName(merge)) return null;
  if (remote === '.') return merge;
  const [from, to] = (configValue(config, 'remote', remote, 'fetch') ?? '').replace(/^\+/, '').split(':');
  const ref = tracked(merge, from ?? '', to ?? '');
  return ref !== null && isRefName(ref) ? ref : null;
}

/**
 * Milliseconds since 1970 of the last contact with a remote; null if there was none. A failed fetch leaves FETCH_HEAD empty,
 * and a clone creates none; then the reflogs of the upstream and of the remotes' HEADs tell.
 */
export function lastFetch(gitDir: string, upstream: string | null): number | null {
  const common = commonDir(gitDir);
  const logs = path.join(common, 'logs');
  const remotes = namesIn(path.join(logs, 'refs', 'remotes')).map((name) => `refs/remotes/${name}/HEAD`);
  const heard = [
    ...[gitDir, common].map((folder) => path.join(folder, 'FETCH_HEAD')),
    ...[...remotes, ...(upstream?.startsWith('refs/remotes/') ? [upstream] : [])].map((ref) =>
      path.join(logs, ref),
    ),
  ]
    .map((file) => statOf(file))
    .flatMap((stat) => (stat && stat.size > 0 ? [stat.mtimeMs] : []));
  return heard.length > 0 ? Math.max(...heard) : null;
}

export function isShallow(gitDir: string): boolean {
  return existsSync(path.join(commonDir(gitDir), 'shallow'));
}

/** The commits at which a shallow clone ends; empty for other clones. */
export function shallowCommits(gitDir: string): ReadonlySet<string> {
  const text = readText(path.join(commonDir(gitDir), 'shallow'), PACKED) ?? '';
  return new Set(text.split('\n').filter((id) => ID.test(id)));
}

/** Operations that a commit would interfere with. */
export type Operation = 'merge' | 'rebase' | 'am' | 'cherry-pick' | 'revert';

const OPERATIONS: readonly (readonly [file: string, operation: Operation])[] = [
  ['rebase-merge', 'rebase'],
  ['rebase-apply/applying', 'am'],
  ['rebase-apply', 'rebase'],
  ['MERGE_HEAD', 'merge'],
  ['CHERRY_PICK_HEAD', 'cherry-pick'],
  ['REVERT_HEAD', 'revert'],
];

/** The operation that is in progress in this work tree; null if there is none. */
export function operationUnderWay(gitDir: string): Operation | null {
  return OPERATIONS.find(([file]) => existsSync(path.join(gitDir, file)))?.[1] ?? null;
}

/** Milliseconds since 1970 at which `index.lock` was created; null if there is none. */
export function indexLockedSince(gitDir: string): number | null {
  return statOf(path.join(gitDir, 'index.lock'))?.mtimeMs ?? null;
}

/** The ref that `ref: refs/heads/main` names; null if there is none, or its name is not safe as a path. */
function refNamed(text: string): string | null {
  const name = /^ref:\s*(\S+)$/.exec(text)?.[1];
  return name !== undefined && isRefName(name) ? name : null;
}

function isRefName(name: string): boolean {
  return name.startsWith('refs/') && !/[\0-\x20\x7f\\:*?[~^]|(?:^|\/)\.|\.\.|\/\/|\/$/.test(name);
}

function packedRef(common: string, ref: string): RefId {
  const file = path.join(common, 'packed-refs');
  const text = readText(file, PACKED);
  if (text === null) return existsSync(file) ? undefined : null;
  const end = `\n${text}\n`.indexOf(` ${ref}\n`);
  const id = text.slice(text.lastIndexOf('\n', end - 2) + 1, end - 1);
  return end > 0 && ID.test(id) ? id : null;
}

/**
 * Where a fetch stores a ref of the remote, given a refspec such as `refs/heads/*` → `refs/remotes/origin/*`; null if
 * nowhere.
 */
function tracked(ref: string, from: string, to: string): string | null {
  if (from === ref) return to;
  const start = from.slice(0, -1);
  if (!from.endsWith('*') || !to.endsWith('*') || !ref.startsWith(start)) return null;
  return to.slice(0, -1) + ref.slice(start.length);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
