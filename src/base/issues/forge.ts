/** Opens the forge that has the issues of a base. */
import type { Base } from '../base.js';
import { pagesIn, type PagesOf } from '../pages/pages.js';
import { chooseForge } from '../../forge/choose.js';
import type { Forge } from '../../forge/forge.js';
import { openForge } from '../../forge/forges/index.js';
import type { Environment } from '../../io.js';
import { findWorkTree } from '../../repo/place.js';
import { trackedBy } from '../../repo/remote.js';
import { version } from '../../version.js';

export interface BaseForge {
  readonly forge: Forge;
  readonly name: 'github' | 'file';
  /** For display: `acme/kb`, or the folder of the files. */
  readonly repository: string;
  readonly pages: PagesOf;
}

export interface ForgeContext {
  readonly env: Environment;
  readonly now: () => Date;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** Opens the forge. Throws KbError if none fits the remote and the config, or if it cannot be reached. */
export async function forgeOf(
  { repo: { root }, config: { issues, cards }, today }: Base,
  { env, now, wait }: ForgeContext,
): Promise<BaseForge> {
  const choice = chooseForge(remoteOf(root), issues.forge, env);
  const forge = await openForge(choice, {
    userAgent: `kb/${version}`,
    wait,
    // Files get their times from this run: its day, which `--today` may set, with the current time of day.
    files: {
      root,
      folder: issues.folder,
      cards,
      now: () => today + now().toISOString().slice('YYYY-MM-DD'.length),
    },
  });
  const repository = choice.forge === 'file' ? issues.folder : choice.repository;
  return { forge, name: choice.forge, repository, pages: pagesIn(root, forge.branch) };
}

/** Returns the address of the remote that the clone tracks, as git has it; null if there is none. */
export function remoteOf(root: string): string | null {
  const gitDir = findWorkTree(root)?.gitDir ?? null;
  return gitDir === null ? null : (trackedBy(gitDir)?.address ?? null);
}
