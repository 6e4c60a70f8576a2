/** Where a base keeps results between runs, and for which build of kb they are valid. */
import { diskStore, noStore, storeFolder, userFolder, type Environment, type Store } from './store.js';

declare const KB_BUILD: string | undefined;

export interface Keeping {
  readonly store: Store;
  /** The version of the code that made the results; those of another version are not used. */
  readonly version: string;
}

export const NOWHERE: Keeping = { store: noStore, version: '' };

/** The store of the base in a folder. */
export function keepingAt(root: string, env: Environment, home: string): Keeping {
  return keepingIn(() => storeFolder(root, env, home));
}

/** The store of what belongs to the user rather than to a base. */
export function userKeeping(env: Environment, home: string): Keeping {
  return keepingIn(() => userFolder(env, home));
}

/** Unbuilt source keeps nothing: it changes without changing its version. */
function keepingIn(folder: () => string): Keeping {
  if (typeof KB_BUILD !== 'string') return NOWHERE;
  // Word boundaries in some scripts, and letter case, depend on the Unicode data in Node.
  const { icu = '', unicode = '' } = process.versions;
  return { store: diskStore(folder()), version: `${KB_BUILD}-${icu}-${unicode}` };
}
