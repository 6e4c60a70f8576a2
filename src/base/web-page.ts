/** A card on the forge that its repository was cloned from. */
import type { Base } from './base.js';
import type { ParsedCard } from '../card/parse.js';
import { KbError } from '../errors.js';
import { readRemote, type Repository } from '../forge/remote.js';
import { webPage, type Page } from '../forge/web.js';
import { ask } from '../repo/git-read.js';
import { findWorkTree, prefixOf } from '../repo/place.js';
import { remotesOf, trackedBy, type Tracked } from '../repo/remote.js';
import { quoted } from '../text/shell.js';

export interface WebPage {
  readonly url: string;
  /** Why the page may not show what is here; null where nothing speaks for that. */
  readonly note: string | null;
}

/** Throws KbError where the card is on no forge, or the forge has no such page. Nothing is asked of the network. */
export async function webPageOf(
  { repo }: Base,
  { path: card }: ParsedCard,
  { page, line }: { readonly page: Page; readonly line: number | null },
): Promise<WebPage> {
  const tracked = trackedIn(repo.root);
  const repository = repositoryOf(tracked);
  const { revision } = tracked;
  if (page === 'edit' && revision.kind === 'commit') {
    throw new KbError('usage', 'a forge edits branches, and no branch is checked out', 'git switch main');
  }
  const path = prefixOf(repo.root) + card;
  const url = webPage(repository, revision, { path, page, line });
  if (url === null) {
    throw new KbError('usage', `${repository.host} has no page to edit a file`, 'kb open CARD');
  }
  return { url, note: await noteOn(tracked, repo.root, path, card) };
}

function trackedIn(root: string): Tracked {
  const tree = findWorkTree(root);
  if (tree?.gitDir == null) {
    throw new KbError('io', `${root} is in no git repository, so no forge has it`, 'git init');
  }
  const tracked = trackedBy(tree.gitDir);
  if (tracked) return tracked;
  throw undecided(tree.gitDir);
}

/** Remotes that are named, at most. */
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
    `expected a remote that the branch follows, or one called origin; found ${found}`,
    hints.length === 0 ? 'git remote add origin git@github.com:OWNER/NAME.git' : hints.join('\n'),
  );
}

/** The address itself is never shown: it may hold a password. */
function repositoryOf({ remote, address }: Tracked): Repository {
  const repository = readRemote(address);
  if (typeof repository !== 'string') return repository;
  const found = repository === 'folder' ? 'a folder on a disk' : 'an address that no forge could have';
  throw new KbError(
    'io',
    `expected the remote “${remote}” to be a repository on a forge; found ${found}`,
    `git remote get-url ${/^[\w./-]+$/.test(remote) ? remote : 'NAME'}`,
  );
}

async function noteOn(
  { revision, fetched, unpushed }: Tracked,
  root: string,
  path: string,
  card: string,
): Promise<string | null> {
  const { name } = revision;
  if (unpushed === name) return `the branch ${name} was not pushed yet: the page is not there before it is`;
  const tree =
    fetched === null
      ? null
      : await ask(root, ['ls-tree', '-z', '--full-tree', '--end-of-options', fetched, path]);
  if (tree?.ok && tree.text === '') {
    return `${card} is not on the branch ${name} of the forge yet: the page is not there before it is pushed`;
  }
  return unpushed === null ? null : `the branch ${unpushed} was not pushed: the page shows ${name}`;
}
