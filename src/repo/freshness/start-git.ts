/**
 * Starts git in a work tree that is harmless (harmless.ts): it sees no config but the repository's, and runs no program from
 * that.
 */
import type { ChildProcessByStdio } from 'node:child_process';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { bareGitEnv, GUARDS } from '../git-guards.js';
import type { WorkTree } from '../place.js';

/** How long git may run, and the signal that ends it then. */
export interface Deadline {
  /** Milliseconds. */
  readonly timeout: number;
  readonly killSignal: NodeJS.Signals;
}

/** Git compares everything it knows of a file, whatever the config says, so that no edit hides behind an old time. */
const EXACT = ['core.trustctime=true', 'core.checkStat=default', 'safe.bareRepository=explicit'];

/** Starts a git command; its answer comes on stdout. `node:child_process` is loaded only here. */
export function startGit(
  { root }: WorkTree,
  verb: readonly string[],
  deadline: Deadline,
): ChildProcessByStdio<null, Readable, null> {
  const { spawn } = process.getBuiltinModule('node:child_process');
  const settings = EXACT.flatMap((setting) => ['-c', setting]);
  return spawn('git', ['-C', root, ...GUARDS, ...settings, ...verb], {
    // Not the repository: Windows looks for `git` in the current folder before it searches PATH.
    cwd: path.parse(root).root,
    // The user's config may name a filter (git-lfs), which may in turn do what the repository's config says. Without that
    // config, git does not know which folders of other owners the user trusts: it refuses there, and kb looks at the files
    // itself.
    env: bareGitEnv(process.env, root),
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
    ...deadline,
  });
}
