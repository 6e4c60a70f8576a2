/** Chooses the forge for a base's issues, its URL and the token. The token is only sent where the user's environment says. */
import type { IssueSettings } from '../config.js';
import { KbError } from '../errors.js';
import { shortened } from '../text/shortened.js';
import { readRemote, type Repository } from './remote.js';
import { softwareOf } from './web.js';

export type Choice =
  | { readonly forge: 'file' }
  | {
      readonly forge: 'github';
      /** `acme/kb` */
      readonly repository: string;
      /** Without a trailing slash: `https://api.github.com`. */
      readonly apiUrl: string;
      readonly token: string;
      /** Whether kb runs in a workflow of GitHub Actions. */
      readonly isActions: boolean;
      /** Milliseconds between two writes. */
      readonly writeInterval: number;
    };

type Variables = Readonly<Record<string, string | undefined>>;

const GITHUB_API = 'https://api.github.com';
/** The second is for networks that allow ssh only on port 443. */
const GITHUB_HOSTS = ['github.com', 'ssh.github.com', 'www.github.com'];
const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|\[::1\]|(?:.+\.)?localhost)$/;
const FILES = 'or keep issues as files in the base, in kb.config.yaml:\n  issues:\n    forge: file';
const LONGEST_INTERVAL = 60_000;

/**
 * Throws KbError `usage` if no forge fits, if there is no valid token, or if the token would be sent to a host that only the
 * remote names: someone who can write `.git/config` must not get the token.
 * @param remote URL of the remote, as git has it; null if there is none
 */
export function chooseForge(remote: string | null, setting: IssueSettings['forge'], env: Variables): Choice {
  if (setting === 'file') return { forge: 'file' };
  const repository = repositoryOf(remote);
  const software = softwareOf(repository.host);
  if (setting === null && software !== null && software !== 'GitHub')
    throw new KbError(
      'usage',
      `kb keeps issues on GitHub; ${software} at ${repository.host} is not supported yet`,
      FILES,
    );
  if (repository.path.split('/').length !== 2)
    throw new KbError(
      'usage',
      `expected OWNER/NAME for a repository on GitHub; found “${repository.path}”`,
      FILES,
    );
  return {
    forge: 'github',
    repository: repository.path,
    apiUrl: apiUrlOf(repository, env['GITHUB_API_URL']),
    token: tokenOf(env),
    isActions: env['GITHUB_ACTIONS'] === 'true',
    writeInterval: intervalOf(env['KB_WRITE_INTERVAL_MS']),
  };
}

function repositoryOf(remote: string | null): Repository {
  const found = remote === null ? 'unknown' : readRemote(remote);
  if (typeof found !== 'string') return found;
  throw new KbError(
    'usage',
    remote === null
      ? 'expected a remote that shows where issues are kept; the repository has none'
      : 'expected a remote on GitHub; found an address that is not a web host',
    `git remote add origin git@github.com:OWNER/NAME.git\n${FILES}`,
  );
}

function apiUrlOf({ host }: Repository, named: string | undefined): string {
  if (named === undefined || named === '') {
    if (GITHUB_HOSTS.includes(host)) return GITHUB_API;
    throw new KbError(
      'usage',
      `the token is not sent to ${host} just because it is the remote`,
      `if that is your GitHub Enterprise: GITHUB_API_URL=https://${host}/api/v3 kb issues sync\n${FILES}`,
    );
  }
  const url = URL.canParse(named) ? new URL(named) : null;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname));
  if (url === null || !isSafe || url.username + url.password + url.search + url.hash !== '')
    throw new KbError(
      'usage',
      `GITHUB_API_URL must be a URL that starts with https://, without a password; found ${quotable(url, named)}`,
      'GITHUB_API_URL=https://github.example.com/api/v3 kb issues sync',
    );
  return url.href.replace(/\/+$/, '');
}

function tokenOf(env: Variables): string {
  const [name, token = ''] = env['GITHUB_TOKEN']?.trim()
    ? ['GITHUB_TOKEN', env['GITHUB_TOKEN'].trim()]
    : ['GH_TOKEN', env['GH_TOKEN']?.trim()];
  // The token becomes part of a header, and an error about an invalid header would quote it.
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new KbError(
    'usage',
    token === ''
      ? 'GitHub needs a token; GITHUB_TOKEN and GH_TOKEN are unset'
      : `${name} is not a GitHub token: it contains spaces, line breaks or non-ASCII characters`,
    'GITHUB_TOKEN=$(gh auth token) kb issues sync',
  );
}

function intervalOf(text: string | undefined): number {
  if (text === undefined || text === '') return 1000;
  if (/^\d{1,5}$/.test(text) && Number(text) <= LONGEST_INTERVAL) return Number(text);
  throw new KbError(
    'usage',
    `KB_WRITE_INTERVAL_MS takes milliseconds, 0 to ${LONGEST_INTERVAL}; found “${shortened(text)}”`,
  );
}

/** Hides a URL that may contain a password. */
function quotable(url: URL | null, text: string): string {
  if (url === null) return 'something else';
  return url.username + url.password === '' ? `“${shortened(text)}”` : 'one with a password';
}
