/** Settings for a git that only reads: it runs no program that a repository names, asks no questions and fetches nothing. */
import path from 'node:path';

/** Overrides of settings by which a repository could have a program run. */
export const TAKEN_BACK = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.pager=cat',
  'log.showSignature=false',
] as const;

/** Arguments between `git` and the subcommand. */
export const GUARDS = [
  '--no-optional-locks',
  '--no-pager',
  '--literal-pathspecs',
  ...TAKEN_BACK.flatMap((setting) => ['-c', setting]),
];

/** What it takes to find git and a place for temporary files. */
const SURROUNDINGS = ['PATH', 'SystemRoot', 'TMPDIR', 'TEMP', 'TMP'] as const;
/** Where the user's own config is. */
const USERS_CONFIG = [
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
  'HOME',
  'USERPROFILE',
  'XDG_CONFIG_HOME',
] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** No prompts, and no network, not even for missing objects. */
const FIXED = {
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_NO_LAZY_FETCH: '1',
};

/** The environment of a git that reads: of GIT_*, it has only those that locate the user's config. */
export function gitEnv(env: Environment): Record<string, string> {
  return { ...kept(env, [...SURROUNDINGS, ...USERS_CONFIG]), ...FIXED };
}

/** The same for a git that does not see the user's config, and looks for a repository no higher than in a folder. */
export function bareGitEnv(env: Environment, folder: string): Record<string, string> {
  const noUserConfig = { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };
  return {
    ...kept(env, SURROUNDINGS),
    ...FIXED,
    ...noUserConfig,
    GIT_CEILING_DIRECTORIES: path.dirname(folder),
  };
}

function kept(env: Environment, keys: readonly string[]): Record<string, string> {
  const pairs = keys.flatMap((key) => (env[key] === undefined ? [] : [[key, env[key]] as const]));
  return Object.fromEntries(pairs);
}
