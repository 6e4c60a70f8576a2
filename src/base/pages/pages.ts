/** The pages on which the forge of a clone shows its cards. */
import { originOf } from './origin.js';
import { KbError } from '../../errors.js';
import type { Report } from '../../forge/text/report.js';
import { webPage, type Page } from '../../forge/web.js';
import { findWorkTree } from '../../repo/place.js';
import { defaultBranch } from '../../repo/remote.js';

/** Path from the root of the git work tree → its pages. */
export type PagesOf = (path: string) => Report['pages'];

/**
 * Returns the pages of cards on a branch, never of a commit, which would change from run to run. All pages are null if there
 * is no forge or no branch.
 * @param main the default branch of the forge; null if it does not say: then the one that the clone knows
 */
export function pagesIn(root: string, main: string | null): PagesOf {
  const origin = originUnlessNone(root);
  const gitDir = findWorkTree(root)?.gitDir;
  if (!origin || gitDir == null) return () => ({ view: null, history: null, edit: null });
  const { repository, tracked } = origin;
  const { kind, name } = tracked.revision;
  const branch = main ?? defaultBranch(gitDir, tracked.remote) ?? (kind === 'branch' ? name : null);
  const pageOf = (path: string, page: Page): string | null =>
    branch === null ? null : webPage(repository, { kind: 'branch', name: branch }, { path, page });
  return (path) => ({
    view: pageOf(path, 'view'),
    history: pageOf(path, 'history'),
    edit: pageOf(path, 'edit'),
  });
}

function originUnlessNone(root: string): ReturnType<typeof originOf> | null {
  try {
    return originOf(root);
  } catch (error) {
    if (error instanceof KbError) return null;
    throw error;
  }
}
