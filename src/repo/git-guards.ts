/** How git is called by who only reads: nothing that a repository names is run, nothing is asked, nothing is fetched. */
import path from 'node:path';

/** Settings by which a repository could have a program run, taken back. */
export const TAKEN_BACK = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.pager=cat',
  'log.showSignature=false',
] as const;

/** What stands between `git` and its verb. */
export const GUARDS = [
  '--no-optional-locks',
  '--no-pager',
  '--literal-pathspecs',
  ...TAKEN_BACK.flatMap((setting) => ['-c', setting]),
];

/** The way to git itself, and to a place for temporary files. */
const SURROUNDINGS = ['PATH', 'SystemRoot', 'TMPDIR', 'TEMP', 'TMP'] as const;
/** Where the user's own config lies. */
const USERS_CONFIG = [
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
  'HOME',
  'USERPROFILE',
  'XDG_CONFIG_HOME',
] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** No questions asked, no network: not even for missing objects. */
const FIXED = {
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_NO_LAZY_FETCH: '1',
};

/** The environment of a git that reads: nothing of GIT_* but where the user's config lies. */
export function gitEnv(env: Environment): Record<string, string> {
  return { ...kept(env, [...SURROUNDINGS, ...USERS_CONFIG]), ...FIXED };
}

/** The same for a git that shall not know the user's config, and shall look no further than a folder for a repository. */
export function bareGitEnv(env: Environment, folder: string): Record<string, string> {
  const nobodys = { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };
  return { ...kept(env, SURROUNDINGS), ...FIXED, ...nobodys, GIT_CEILING_DIRECTORIES: path.dirname(folder) };
}

function kept(env: Environment, keys: readonly string[]): Record<string, string> {
  const pairs = keys.flatMap((key) => (env[key] === undefined ? [] : [[key, env[key]] as const]));
  return Object.fromEntries(pairs);
}
