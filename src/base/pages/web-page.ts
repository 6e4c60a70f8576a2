/** The page of a card on the forge that its repository was cloned from. */
import type { Base } from '../base.js';
import type { ParsedCard } from '../../card/parse.js';
import { KbError } from '../../errors.js';
import { webPage, type Page } from '../../forge/web.js';
import { ask } from '../../repo/git-read.js';
import { prefixOf } from '../../repo/place.js';
import type { Tracked } from '../../repo/remote.js';
import { originOf } from './origin.js';

export interface WebPage {
  readonly url: string;
  /** Why the page may differ from the card here; null if there is no sign of that. */
  readonly note: string | null;
}

/** Returns the page. Throws KbError if the card is on no forge, or the forge has no such page. Does not use the network. */
export async function webPageOf(
  { repo }: Base,
  { path: card }: ParsedCard,
  { page, line }: { readonly page: Page; readonly line: number | null },
): Promise<WebPage> {
  const { tracked, repository } = originOf(repo.root);
  const { revision } = tracked;
  if (page === 'edit' && revision.kind === 'commit') {
    throw new KbError(
      'usage',
      'only branches can be edited on the web, and no branch is checked out',
      'git switch main',
    );
  }
  const path = prefixOf(repo.root) + card;
  const url = webPage(repository, revision, { path, page, line });
  if (url === null) {
    throw new KbError('usage', `${repository.host} has no page for editing a file`, 'kb open CARD');
  }
  return { url, note: await noteOn(tracked, repo.root, path, card) };
}

async function noteOn(
  { revision, fetched, unpushed }: Tracked,
  root: string,
  path: string,
  card: string,
): Promise<string | null> {
  const { name } = revision;
  if (unpushed === name) return `the branch ${name} is not pushed yet: the page exists once it is`;
  const tree =
    fetched === null
      ? null
      : await ask(root, ['ls-tree', '-z', '--full-tree', '--end-of-options', fetched, path]);
  if (tree?.ok && tree.text === '') {
    return `${card} is not on the branch ${name} on the remote yet: the page exists once it is pushed`;
  }
  return unpushed === null ? null : `the branch ${unpushed} is not pushed: the page shows ${name}`;
}
