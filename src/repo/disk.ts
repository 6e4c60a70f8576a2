/** The files of a base on disk: a Repo over a folder, in git or not. */
import path from 'node:path';
import { KbError } from '../errors.js';
import { LONGEST_CODEOWNERS, withoutPart } from '../trust/codeowners-part.js';
import { CODEOWNERS_FILES, parseCodeowners, type Codeowners } from '../trust/codeowners.js';
import { hasLink, readBelow, readerBelow } from './below.js';
import { cloneState } from './clone.js';
import { blobReader } from './head-files.js';
import { lstatOf } from './open.js';
import { findWorkTree, pathSegments } from './place.js';
import type { Repo } from './repo.js';
import { listFiles } from './walk.js';

/** Returns the Repo over a folder. Links are not followed, and only regular files are opened. */
export function diskRepo(root: string): Repo {
  const tree = findWorkTree(root);
  const gitDir = tree?.gitDir ?? null;
  return {
    root,
    // eslint-disable-next-line @typescript-eslint/require-await -- an error of listFiles is a rejection
    list: async (globs, observer) => listFiles(root, tree, globs, { observer }),
    read: readerBelow(root),
    codeowners: () => {
      const top = tree?.root ?? root;
      return readCodeowners((file) => readBelow(top, file, LONGEST_CODEOWNERS), pathSegments(top, root));
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- as with list
    existing: async (paths) => existing(root, tree?.root ?? root, paths),
    clone: () => (gitDir === null ? Promise.resolve(null) : cloneState(root, gitDir)),
    blobs: gitDir === null ? () => Promise.resolve(null) : blobReader(root, gitDir),
  };
}

/** @param top the folder that no path may leave */
function existing(root: string, top: string, paths: readonly string[]): ReadonlySet<string> {
  // The user chose the way down to the base: links in it are fine.
  const folders = new Set(
    pathSegments(top, root).map((_, depth, names) => names.slice(0, depth + 1).join('/')),
  );
  return new Set(
    paths.filter((each) => {
      const file = path.resolve(root, each);
      if (each.includes('\0') || (file !== top && !file.startsWith(top + path.sep))) return false;
      const stat = lstatOf(file);
      if (stat === undefined || !(stat.isFile() || stat.isDirectory())) return false;
      return !hasLink(top, file.slice(top.length + 1).replaceAll(path.sep, '/'), folders);
    }),
  );
}

/**
 * What CODEOWNERS says, for paths relative to the base.
 * @param read reads a file in the folder where GitHub and GitLab look
 * @param way from that folder down to the base
 */
export async function readCodeowners(
  read: (file: string) => Uint8Array | Promise<Uint8Array>,
  way: readonly string[],
): Promise<Codeowners> {
  const lead = way.map((name) => `${name}/`).join('');
  for (const file of CODEOWNERS_FILES) {
    try {
      const { names, ownersOf } = parseCodeowners(withoutPart(new TextDecoder().decode(await read(file))));
      return { names, ownersOf: (path) => ownersOf(lead + path) };
    } catch (error) {
      if (!(error instanceof KbError)) throw error;
    }
  }
  return { names: new Set(), ownersOf: () => [] };
}
