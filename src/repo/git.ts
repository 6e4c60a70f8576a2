/**
 * Git by simple-git, loaded only by who needs it: fixed verbs. Where it reads, nothing that a repository's config planted is
 * run; where it commits, hooks and signing are the user's.
 */
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
  /** Those of the paths, from the folder on, that are not as the last commit has them. Throws GitError. */
  changed(paths: readonly string[]): Promise<readonly string[]>;
  /**
   * Commits the paths, from the folder on, as they lie on disk, and nothing else, whatever is staged. Answers the commit's id.
   * Throws GitError with what git, or a hook, said.
   */
  commit(paths: readonly string[], message: string): Promise<string>;
}

/** What a commit may know of GIT_*: who commits, and where the user's config lies. Not another repository or index. */
const OF_THE_USER = /^GIT_(?:AUTHOR|COMMITTER)_|^GIT_CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM)$/;

/** Git in a folder. Throws where there is no such folder. */
export function openGit(root: string, env: Readonly<Record<string, string | undefined>>): Git {
  const surroundings = gitEnv(env);
  const git = simpleGit({
    baseDir: root,
    config: [...TAKEN_BACK],
    // The first three switches are the library's price for taking these settings back, the last for the user's own config.
    unsafe: {
      allowUnsafeFsMonitor: true,
      allowUnsafeHooksPath: true,
      allowUnsafePager: true,
      allowUnsafeConfigPaths: true,
    },
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
  /** In the user's surroundings. */
  const write = async (...args: string[]): Promise<string> => {
    const theirs = Object.entries(env).filter(([key]) => !key.startsWith('GIT_') || OF_THE_USER.test(key));
    const user = Object.fromEntries(theirs.filter((each): each is [string, string] => each[1] !== undefined));
    const unsafe = {
      allowUnsafeConfigPaths: true,
      allowUnsafeEditor: true,
      allowUnsafePager: true,
      allowUnsafeAskPass: true,
    };
    return simpleGit({ baseDir: root, unsafe, allowEnvironment: Object.keys(user) })
      .env(user)
      .raw(args);
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
    changed: async (paths) => {
      const options = ['--porcelain=v2', '-z', '--no-renames', '--untracked-files=all', '--ignored'];
      const found = await git.raw([
        '--no-optional-locks',
        '--literal-pathspecs',
        'status',
        ...options,
        '--',
        ...paths,
      ]);
      return found.split('\0').flatMap((entry) => ENTRY.exec(entry)?.[1] ?? []);
    },
    commit: async (paths, message) => {
      await write('--literal-pathspecs', 'commit', '--only', '--quiet', '-m', message, '--', ...paths);
      return git.raw(['rev-parse', 'HEAD']);
    },
  };
}

/** A line of `git status --porcelain=v2`: a changed, an unmerged, an unknown or an ignored file. */
const ENTRY = /^(?:1 (?:\S+ ){7}|u (?:\S+ ){9}|[?!] )(.*)$/s;
