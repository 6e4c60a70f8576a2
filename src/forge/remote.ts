/** Parses the URL of a git remote into the web address of the forge and the path of the repository. */

/** A repository on a forge. */
export interface Repository {
  /** `https://github.com`; without credentials from the remote. */
  readonly origin: string;
  /** `github.com`, without a port. */
  readonly host: string;
  /** `acme/kb`; on some forges with folders in front. */
  readonly path: string;
}

const LONGEST = 2048;
const URL_FORM = /^(https?|ssh|git|git\+ssh|ssh\+git):\/\/(?:[^/@]*@)?([^/:@]+)(?::(\d{1,5}))?\/+(.*)$/i;
/** `git@host:owner/name`, as ssh and scp write it. A single letter before the colon is a Windows drive. */
const SSH_FORM = /^(?:[\w.+-]+@)?([^/:@]{2,}):(?!:)(.*)$/;
const HOST = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/i;
const NAME = /^(?!\.{1,2}$)[\w.~+-]+$/;
/** A folder on this computer or network. */
const FOLDER = /^(?:[./~\\]|file:|[A-Za-z]:[\\/])|^[^:]+$/i;

/** Parses the URL of a remote. `folder`: a local path; `unknown`: not a repository that a forge on the web could have. */
export function readRemote(address: string): Repository | 'folder' | 'unknown' {
  if (address === '' || address.length > LONGEST || address.startsWith('-')) return 'unknown';
  if (FOLDER.test(address)) return 'folder';
  const [, scheme = 'ssh', host = '', port = '', path = ''] = URL_FORM.exec(address) ?? sshForm(address);
  const names = path.replace(/^\/+|(?:\.git)?\/*$/g, '').split('/');
  // Owner and name must have no special meaning in a URL, because URLs are built from them.
  if (!HOST.test(host) || names.length < 2 || !names.every((name) => NAME.test(name))) return 'unknown';
  const isWeb = /^https?$/i.test(scheme);
  const origin = isWeb ? `${scheme.toLowerCase()}://${host}${port && `:${port}`}` : `https://${host}`;
  return { origin, host: host.toLowerCase(), path: names.join('/') };
}

function sshForm(address: string): readonly string[] {
  const [, host = '', path = ''] = (address.includes('://') ? null : SSH_FORM.exec(address)) ?? [];
  return [address, 'ssh', host, '', path];
}
