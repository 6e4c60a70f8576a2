/** Git by simple-git, loaded only by who needs it: fixed verbs, and nothing that a repository's config planted is run. */
import { GitError, simpleGit } from 'simple-git';
import { gitEnv, TAKEN_BACK } from './git-read.js';

/** What git knows of itself and of the user. */
export interface Git {
  /** `2.39.5`; null where git is not installed. */
  version(): Promise<string | null>;
  /** Who would be the author of a commit; null where that is not set. */
  identity(): Promise<{ readonly name: string | null; readonly email: string | null }>;
  /** `origin/main`; null where the branch follows none, and where git cannot answer. */
  upstream(): Promise<string | null>;
  /** Whether git refuses the folder because another user owns it. */
  isDistrusted(): Promise<boolean>;
}

/** Git in a folder. Throws where there is no such folder. */
export function openGit(root: string, env: Readonly<Record<string, string | undefined>>): Git {
  const surroundings = gitEnv(env);
  const git = simpleGit({
    baseDir: root,
    config: [...TAKEN_BACK],
    // The three switches are the library's price for taking these settings back.
    unsafe: { allowUnsafeFsMonitor: true, allowUnsafeHooksPath: true, allowUnsafePager: true },
    allowEnvironment: Object.keys(surroundings).filter((key) => key.startsWith('GIT_')),
    timeout: { block: 20_000 },
    trimmed: true,
  }).env(surroundings);
  /** Null where git said no. */
  const ask = async (...args: string[]): Promise<string | null> => {
    try {
      return (await git.raw(args)) || null;
    } catch (error) {
      if (error instanceof GitError) return null;
      throw error;
    }
  };
  return {
    version: async () => (await ask('version'))?.replace(/^git version /, '') ?? null,
    identity: async () => ({
      name: await ask('config', '--get', 'user.name'),
      email: await ask('config', '--get', 'user.email'),
    }),
    upstream: () => ask('rev-parse', '--abbrev-ref', '--symbolic-full-name', '@{upstream}'),
    isDistrusted: async () => {
      try {
        await git.raw(['rev-parse', '--git-dir']);
        return false;
      } catch (error) {
        return error instanceof GitError && error.message.includes('dubious ownership');
      }
    },
  };
}
