/** Where a base keeps what it need not make again, and for which build of kb that holds. */
import { diskStore, noStore, storeFolder, type Environment, type Store } from './store.js';

declare const KB_BUILD: string | undefined;

export interface Keeping {
  readonly store: Store;
  /** Of what makes the kept things; those of another version are not used. */
  readonly version: string;
}

export const NOWHERE: Keeping = { store: noStore, version: '' };

/** The store of the base at a folder. Unbuilt source keeps nothing: it changes without a version. */
export function keepingAt(root: string, env: Environment, home: string): Keeping {
  if (typeof KB_BUILD !== 'string') return NOWHERE;
  // Where words end in some scripts, and what is a small letter, comes with Node.
  const { icu = '', unicode = '' } = process.versions;
  return { store: diskStore(storeFolder(root, env, home)), version: `${KB_BUILD}-${icu}-${unicode}` };
}
