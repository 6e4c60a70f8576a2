/** The repository on a forge that a clone belongs to, and the branch that it tracks. */
import { KbError } from '../../errors.js';
import { readRemote, type Repository } from '../../forge/remote.js';
import { findWorkTree } from '../../repo/place.js';
import { remotesOf, trackedBy, type Tracked } from '../../repo/remote.js';
import { quoted } from '../../text/shell.js';

export interface Origin {
  readonly repository: Repository;
  readonly tracked: Tracked;
}

/** Returns the origin of a clone. Throws KbError `io` if there is no repository on a forge. Does not use the network. */
export function originOf(root: string): Origin {
  const tracked = trackedIn(root);
  return { repository: repositoryOf(tracked), tracked };
}

function trackedIn(root: string): Tracked {
  const tree = findWorkTree(root);
  if (tree?.gitDir == null) {
    throw new KbError('io', `${root} is not in a git repository, so it has no page on the web`, 'git init');
  }
  const tracked = trackedBy(tree.gitDir);
  if (tracked) return tracked;
  throw undecided(tree.gitDir);
}

/** Most remotes that the message names. */
const FEW = 8;

function undecided(gitDir: string): KbError {
  const { names, branch } = remotesOf(gitDir);
  const some = names.slice(0, FEW);
  const found = some.length === 0 ? 'none' : `only ${some.map((name) => `“${name}”`).join(', ')}`;
  const hints = some.map((name) =>
    branch === null
      ? `git remote rename ${quoted(name)} origin`
      : `git branch -u ${quoted(`${name}/${branch}`)}`,
  );
  return new KbError(
    'io',
    `expected a remote that the branch tracks, or one called origin; found ${found}`,
    hints.length === 0 ? 'git remote add origin git@github.com:OWNER/NAME.git' : hints.join('\n'),
  );
}

/** Never shows the address itself, because it may contain a password. */
function repositoryOf({ remote, address }: Tracked): Repository {
  const repository = readRemote(address);
  if (typeof repository !== 'string') return repository;
  const found = repository === 'folder' ? 'a folder on a disk' : 'an address that cannot be a web host';
  throw new KbError(
    'io',
    `expected the remote “${remote}” to be a repository on GitHub, GitLab or the like; found ${found}`,
    `git remote get-url ${/^[\w./-]+$/.test(remote) ? remote : 'NAME'}`,
  );
}
