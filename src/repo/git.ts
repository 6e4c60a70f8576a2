/**
 * Runs a fixed set of git commands through simple-git; loaded only where it is needed. Reading runs nothing that a
 * repository's config names; committing uses the user's hooks and signing.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GitError, simpleGit } from 'simple-git';
import { gitEnv, TAKEN_BACK } from './git-guards.js';

/** What git knows about itself and the user, and what it does for the user. Paths are relative to `root`. */
export interface Git {
  readonly root: string;
  /** `2.39.5`; null if git is not installed. */
  version(): Promise<string | null>;
  /** The address of the author of a commit; null if none is set and git would have to guess one. */
  identity(): Promise<{ readonly email: string | null }>;
  /** `origin/main`; null if the branch has no upstream, or git cannot answer. */
  upstream(): Promise<string | null>;
  /** Whether git refuses the folder because another user owns it. */
  isDistrusted(): Promise<boolean>;
  /** Why a commit would have no author or committer; null if it has both. */
  nameless(): Promise<string | null>;
  /** Creates a repository in the folder, with a branch `main`. Throws GitError. */
  init(): Promise<void>;
  /** Makes git aware of untracked files (`--intent-to-add`). Throws GitError, also if one of them is ignored. */
  add(paths: readonly string[]): Promise<void>;
  /** Removes files from the index. Throws GitError. */
  forget(paths: readonly string[]): Promise<void>;
  /** Stages the files as the last commit has them. Throws GitError. */
  stageAsCommitted(paths: readonly string[]): Promise<void>;
  /**
   * Commits the files as they are on disk and nothing else, whatever is staged. Throws GitError with what git, or a hook,
   * said.
   */
  commit(paths: readonly string[], message: string): Promise<void>;
}

/** The GIT_* variables that a commit may use: who commits, and where the user's config is. Not another repository or index. */
const OF_THE_USER = /^GIT_(?:AUTHOR|COMMITTER)_|^GIT_CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM)$/;

/** Opens git in a folder. Throws if the folder does not exist. */
export function openGit(root: string, env: Readonly<Record<string, string | undefined>>): Git {
  const ownEnv = gitEnv(env);
  const git = simpleGit({
    baseDir: root,
    config: [...TAKEN_BACK],
    // simple-git demands the first three switches for overriding these settings, and the last one for the user's own config.
    unsafe: {
      allowUnsafeFsMonitor: true,
      allowUnsafeHooksPath: true,
      allowUnsafePager: true,
      allowUnsafeConfigPaths: true,
    },
    allowEnvironment: Object.keys(ownEnv).filter((key) => key.startsWith('GIT_')),
    timeout: { block: 20_000 },
    trimmed: true,
  }).env(ownEnv);
  /** The output; null if git failed or said nothing. */
  const ask = async (...args: string[]): Promise<string | null> => {
    try {
      return (await git.raw(args)) || null;
    } catch (error) {
      if (error instanceof GitError) return null;
      throw error;
    }
  };
  /** Runs git in the user's environment. @param input git's stdin: no system takes thousands of paths as arguments */
  const write = async (args: readonly string[], input?: string): Promise<void> => {
    const theirs = Object.entries(env).filter(([key]) => !key.startsWith('GIT_') || OF_THE_USER.test(key));
    const user = Object.fromEntries(theirs.filter((each): each is [string, string] => each[1] !== undefined));
    const unsafe = {
      allowUnsafeConfigPaths: true,
      allowUnsafeEditor: true,
      allowUnsafePager: true,
      allowUnsafeAskPass: true,
    };
    const allowEnvironment = Object.keys(user);
    await simpleGit({ baseDir: root, unsafe, allowEnvironment, errors: failure, input: () => input })
      .env(user)
      .raw([...args]);
  };
  return {
    root,
    version: async () => (await ask('version'))?.replace(/^git version /, '') ?? null,
    identity: async () => {
      const named = env['GIT_AUTHOR_EMAIL'] || null;
      return { email: named ?? addressIn(await ask(...AUTHOR)) ?? (env['EMAIL'] || null) };
    },
    upstream: () => ask('rev-parse', '--abbrev-ref', '--symbolic-full-name', '@{upstream}'),
    isDistrusted: async () => {
      try {
        await git.raw(['rev-parse', '--git-dir']);
        return false;
      } catch (error) {
        return error instanceof GitError && error.message.includes('dubious ownership');
      }
    },
    nameless: async () => {
      try {
        await write(['var', 'GIT_AUTHOR_IDENT']);
        await write(['var', 'GIT_COMMITTER_IDENT']);
        return null;
      } catch (error) {
        if (!(error instanceof GitError)) throw error;
        // Git explains at length how to set a name; the last line states the problem.
        return error.message.trim().split('\n').at(-1) ?? '';
      }
    },
    init: () => write(['init', '--quiet', '--initial-branch=main']),
    add: (paths) => write([...LITERAL, 'add', '--intent-to-add', ...pathsFrom('-')], listed(paths)),
    forget: (paths) => write(['update-index', '--force-remove', '-z', '--stdin'], listed(paths)),
    stageAsCommitted: (paths) => write([...LITERAL, 'reset', '--quiet', ...pathsFrom('-')], listed(paths)),
    commit: (paths, message) =>
      withFile(listed(paths), (file) => {
        const quietly = ['-c', 'i18n.commitEncoding=UTF-8', 'commit', '--only', '--quiet'];
        const verbatim = ['--cleanup=verbatim', '--file=-'];
        return write([...LITERAL, ...quietly, ...verbatim, ...pathsFrom(file)], message);
      }),
  };
}

/**
 * Prints the author's address from the config, `author.email` before `user.email`; the placeholder avoids an error if the
 * name is missing, which `nameless` reports.
 */
const AUTHOR = ['-c', 'user.useConfigOnly=true', '-c', 'author.name=-', 'var', 'GIT_AUTHOR_IDENT'];

function addressIn(ident: string | null): string | null {
  return /<([^<>]+)>/.exec(ident ?? '')?.[1] ?? null;
}

const LITERAL = ['--literal-pathspecs'];

/** Makes git read paths from a file, or from its stdin (`-`). */
function pathsFrom(file: string): string[] {
  return [`--pathspec-from-file=${file}`, '--pathspec-file-nul'];
}

function listed(paths: readonly string[]): string {
  return paths.map((each) => `${each}\0`).join('');
}

/** Calls `act` with a temporary file that holds the text. */
async function withFile<T>(text: string, act: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kb-'));
  try {
    const file = path.join(folder, 'paths');
    await writeFile(file, text);
    return await act(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a failed git said. simple-git treats a failure without output, such as a hook's `exit 1`, as success. */
function failure(error: Buffer | Error | undefined, result: Ended): Buffer | Error | undefined {
  if (result.exitCode === 0) return error;
  const words = Buffer.concat([...result.stdErr, ...result.stdOut]);
  return words.toString().trim() === ''
    ? Buffer.from('it ended without a message, probably because of a hook')
    : words;
}

interface Ended {
  readonly exitCode: number;
  readonly stdOut: readonly Buffer[];
  readonly stdErr: readonly Buffer[];
}
