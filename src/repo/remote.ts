/** With which branch of which remote the work tree goes along, by git's own files. */
import { configOf, configValue, namesOf } from './git-config.js';
import { readHead, readRef, targetOf, upstreamOf } from './git-dir.js';

/** What is checked out, as a remote knows it. */
export interface Tracked {
  readonly remote: string;
  /** Its address as the config has it: it may hold a password. */
  readonly address: string;
  /** The branch on the remote, else the commit. */
  readonly revision: { readonly kind: 'branch' | 'commit'; readonly name: string };
  /** The id of the branch as it was fetched last; null where it never was, or git alone can tell. */
  readonly fetched: string | null;
  /** The branch here, where the remote is not known to have it; else null. */
  readonly unpushed: string | null;
}

/** The names of all remotes, and the branch that is checked out; null where none is. */
export function remotesOf(gitDir: string): {
  readonly names: readonly string[];
  readonly branch: string | null;
} {
  const branch = readHead(gitDir).branch?.replace(/^refs\/heads\//, '') ?? null;
  return { names: namesOf(configOf(gitDir), 'remote'), branch };
}

/** Null where there is no remote, or several of which none is the one of the branch, nor `origin`. */
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

/** The branch that a remote shows first, as the clone knows it (`main`); null where it does not: a fetch alone asks for none. */
export function defaultBranch(gitDir: string, remote: string): string | null {
  const lead = `refs/remotes/${remote}/`;
  const ref = targetOf(gitDir, `${lead}HEAD`);
  return ref?.startsWith(lead) ? ref.slice(lead.length) : null;
}
