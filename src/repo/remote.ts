/** Which branch of which remote the work tree corresponds to, according to git's own files. */
import { configOf, configValue, namesOf } from './git-config.js';
import { readHead, readRef, targetOf, upstreamOf } from './git-dir.js';

/** What is checked out, in terms of a remote. */
export interface Tracked {
  readonly remote: string;
  /** The URL as it is in the config: it may contain a password. */
  readonly address: string;
  /** The branch on the remote; with a detached HEAD, the commit. */
  readonly revision: { readonly kind: 'branch' | 'commit'; readonly name: string };
  /** The id of the branch as of the last fetch; null if it was never fetched, or if only git can tell. */
  readonly fetched: string | null;
  /** The local branch, if the remote is not known to have it; else null. */
  readonly unpushed: string | null;
}

/** The names of all remotes, and the branch that is checked out; null if HEAD is detached. */
export function remotesOf(gitDir: string): {
  readonly names: readonly string[];
  readonly branch: string | null;
} {
  const branch = readHead(gitDir).branch?.replace(/^refs\/heads\//, '') ?? null;
  return { names: namesOf(configOf(gitDir), 'remote'), branch };
}

/**
 * What the work tree corresponds to; null if there is no remote, or if there are several and none is the branch's own or
 * `origin`.
 */
export function trackedBy(gitDir: string): Tracked | null {
  const config = configOf(gitDir);
  const { branch, id } = readHead(gitDir);
  const short = branch?.replace(/^refs\/heads\//, '') ?? null;
  const remotes = namesOf(config, 'remote');
  const own = short === null ? null : configValue(config, 'branch', short, 'remote');
  const remote = [own, 'origin', remotes.length === 1 ? remotes[0] : null].find(
    (name) => typeof name === 'string' && remotes.includes(name),
  );
  const address = remote ? configValue(config, 'remote', remote, 'url') : null;
  if (!remote || address === null) return null;
  const found = { remote, address, unpushed: null };
  if (short === null) {
    return id ? { ...found, revision: { kind: 'commit', name: id }, fetched: null } : null;
  }
  const onBranch = (ref: string, name: string): Tracked => {
    return { ...found, revision: { kind: 'branch', name }, fetched: readRef(gitDir, ref) ?? null };
  };
  const merge = own === remote ? configValue(config, 'branch', short, 'merge') : null;
  const upstream = branch !== null && merge?.startsWith('refs/heads/') ? upstreamOf(gitDir, branch) : null;
  if (merge !== null && upstream !== null) return onBranch(upstream, merge.slice('refs/heads/'.length));
  const lead = `refs/remotes/${remote}/`;
  if (readRef(gitDir, lead + short) !== null) return onBranch(lead + short, short);
  const there = defaultBranch(gitDir, remote) ?? short;
  return { ...onBranch(lead + there, there), unpushed: short };
}

/**
 * The default branch of a remote as far as the clone knows it (`main`); null if it does not: a fetch alone does not ask for
 * it.
 */
export function defaultBranch(gitDir: string, remote: string): string | null {
  const lead = `refs/remotes/${remote}/`;
  const ref = targetOf(gitDir, `${lead}HEAD`);
  return ref?.startsWith(lead) ? ref.slice(lead.length) : null;
}
