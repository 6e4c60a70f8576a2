/** Git for a work tree that is harmless (harmless.ts): it knows no config but the repository's, and runs nothing of it. */
import type { ChildProcessByStdio } from 'node:child_process';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { bareGitEnv, GUARDS } from '../git-guards.js';
import type { WorkTree } from '../place.js';

/** How long git may take, and how it is ended then. */
export interface Deadline {
  /** Milliseconds. */
  readonly timeout: number;
  readonly killSignal: NodeJS.Signals;
}

/** Git compares all that it knows of a file, whatever a config says, so that no edit hides behind an old time. */
const EXACT = ['core.trustctime=true', 'core.checkStat=default', 'safe.bareRepository=explicit'];

/** Begins to run a verb; its answer comes on stdout. The module for processes loads only then. */
export function startGit(
  { root }: WorkTree,
  verb: readonly string[],
  deadline: Deadline,
): ChildProcessByStdio<null, Readable, null> {
  const { spawn } = process.getBuiltinModule('node:child_process');
  const settings = EXACT.flatMap((setting) => ['-c', setting]);
  return spawn('git', ['-C', root, ...GUARDS, ...settings, ...verb], {
    // Not the repository: Windows looks for `git` there before it looks in PATH.
    cwd: path.parse(root).root,
    // The user's config may name a filter (git-lfs), and that may do what the repository's config says. The price: git does
    // not know which folders of other owners the user trusts. It says no there, and kb looks for itself.
    env: bareGitEnv(process.env, root),
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
    ...deadline,
  });
}
