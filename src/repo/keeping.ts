/** Where a base keeps what it need not make again, and for which build of kb that holds. */
import { diskStore, noStore, storeFolder, userFolder, type Environment, type Store } from './store.js';

declare const KB_BUILD: string | undefined;

export interface Keeping {
  readonly store: Store;
  /** Of what makes the kept things; those of another version are not used. */
  readonly version: string;
}

export const NOWHERE: Keeping = { store: noStore, version: '' };

/** The store of the base at a folder. */
export function keepingAt(root: string, env: Environment, home: string): Keeping {
  return keepingIn(() => storeFolder(root, env, home));
}

/** The store of what belongs to the user and to no base. */
export function userKeeping(env: Environment, home: string): Keeping {
  return keepingIn(() => userFolder(env, home));
}

/** Unbuilt source keeps nothing: it changes without a version. */
function keepingIn(folder: () => string): Keeping {
  if (typeof KB_BUILD !== 'string') return NOWHERE;
  // Where words end in some scripts, and what is a small letter, comes with Node.
  const { icu = '', unicode = '' } = process.versions;
  return { store: diskStore(folder()), version: `${KB_BUILD}-${icu}-${unicode}` };
}
