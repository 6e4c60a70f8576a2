/**
 * Git by simple-git, loaded only by who needs it: fixed verbs. Where it reads, nothing that a repository's config planted is
 * run; where it commits, hooks and signing are the user's.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GitError, simpleGit } from 'simple-git';
import { gitEnv, TAKEN_BACK } from './git-guards.js';

/** What git knows of itself and of the user, and what it does for the user. Paths count from the folder. */
export interface Git {
  /** The folder. */
  readonly root: string;
  /** `2.39.5`; null where git is not installed. */
  version(): Promise<string | null>;
  /** The address of who would be the author of a commit; null where none is set, and git would make one up. */
  identity(): Promise<{ readonly email: string | null }>;
  /** `origin/main`; null where the branch follows none, and where git cannot answer. */
  upstream(): Promise<string | null>;
  /** Whether git refuses the folder because another user owns it. */
  isDistrusted(): Promise<boolean>;
  /** Why a commit could name no author or committer; null where it could. */
  nameless(): Promise<string | null>;
  /** Makes a repository of the folder, with a branch `main`. Throws GitError. */
  init(): Promise<void>;
  /** Has git know files that it does not know yet. Throws GitError, also where one of them is ignored. */
  add(paths: readonly string[]): Promise<void>;
  /** Takes files out of what is staged. Throws GitError. */
  forget(paths: readonly string[]): Promise<void>;
  /** Stages the files as the last commit has them. Throws GitError. */
  stageAsCommitted(paths: readonly string[]): Promise<void>;
  /** Commits the files as they lie on disk, and nothing else, whatever is staged. Throws GitError with what git, or a hook, said. */
  commit(paths: readonly string[], message: string): Promise<void>;
}

/** What a commit may know of GIT_*: who commits, and where the user's config lies. Not another repository or index. */
const OF_THE_USER = /^GIT_(?:AUTHOR|COMMITTER)_|^GIT_CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM)$/;

/** Git in a folder. Throws where there is no such folder. */
export function openGit(root: string, env: Readonly<Record<string, string | undefined>>): Git {
  const ownEnv = gitEnv(env);
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
    allowEnvironment: Object.keys(ownEnv).filter((key) => key.startsWith('GIT_')),
    timeout: { block: 20_000 },
    trimmed: true,
  }).env(ownEnv);
  /** Null where git said no. */
  const ask = async (...args: string[]): Promise<string | null> => {
    try {
      return (await git.raw(args)) || null;
    } catch (error) {
      if (error instanceof GitError) return null;
      throw error;
    }
  };
  /** In the user's surroundings. @param input what git reads: no system takes thousands of paths as arguments */
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
        // Git explains at length how to set a name; the last line says what is wrong.
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
        const said = ['--cleanup=verbatim', '--file=-'];
        return write([...LITERAL, ...quietly, ...said, ...pathsFrom(file)], message);
      }),
  };
}

/** Whom the config names, `author.email` before `user.email`; a name that is missing is asked for elsewhere. */
const AUTHOR = ['-c', 'user.useConfigOnly=true', '-c', 'author.name=-', 'var', 'GIT_AUTHOR_IDENT'];

function addressIn(ident: string | null): string | null {
  return /<([^<>]+)>/.exec(ident ?? '')?.[1] ?? null;
}

const LITERAL = ['--literal-pathspecs'];

/** Paths as git reads them from a file, or from its input (`-`). */
function pathsFrom(file: string): string[] {
  return [`--pathspec-from-file=${file}`, '--pathspec-file-nul'];
}

function listed(paths: readonly string[]): string {
  return paths.map((each) => `${each}\0`).join('');
}

/** A file with the text, while something is done with it. */
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

/** What a git that failed said. The library takes one that says nothing, such as a hook's `exit 1`, for one that did well. */
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
