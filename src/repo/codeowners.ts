/** Reads and writes the CODEOWNERS file of a work tree, where GitHub and GitLab look for it. */
import path from 'node:path';
import { KbError } from '../errors.js';
import { LONGEST_CODEOWNERS } from '../trust/codeowners-part.js';
import { CODEOWNERS_FILES, parseCodeowners, type OwnersOfPath } from '../trust/codeowners.js';
import { writeAtomic } from './atomic.js';
import { causeOf } from './errno.js';
import { lstatOf, NotReadable, readRegular } from './open.js';
import { findWorkTree, prefixOf } from './place.js';

export interface CodeownersFile {
  /** From the root of the work tree, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * The first CODEOWNERS file that exists; null if there is none. Links are not followed. Throws KbError `io` if it cannot be
 * read.
 * @param top the root of the work tree, or outside git that of the base
 */
export function codeownersFile(top: string): CodeownersFile | null {
  for (const name of CODEOWNERS_FILES) {
    const file = path.join(top, name);
    if (isLink(path.dirname(file)) || !lstatOf(file)?.isFile()) continue;
    try {
      return { path: name, bytes: readRegular(file, LONGEST_CODEOWNERS, 'refuse') };
    } catch (error) {
      const why = error instanceof NotReadable ? error.message : causeOf(error);
      throw new KbError('io', `${name} cannot be read: ${why}`);
    }
  }
  return null;
}

/**
 * Who is asked to review a change of a path below the root of a base: the whole file counts, including the part that kb
 * wrote.
 */
export function reviewersBelow(root: string): OwnersOfPath {
  const top = findWorkTree(root)?.root ?? root;
  const file = codeownersFile(top);
  if (!file) return () => [];
  const { ownersOf } = parseCodeowners(new TextDecoder().decode(file.bytes));
  const lead = prefixOf(root);
  return (each) => ownersOf(lead + each);
}

/** Writes the file, and creates its folder if needed. */
export async function writeCodeowners(top: string, name: string, text: string): Promise<void> {
  const file = path.join(top, name);
  if (isLink(path.dirname(file))) {
    throw new KbError(
      'io',
      `${name} cannot be written: its folder is a symbolic link, which is not followed`,
    );
  }
  await writeAtomic(file, Buffer.from(text), { makesFolder: true });
}

function isLink(file: string): boolean {
  return lstatOf(file)?.isSymbolicLink() === true;
}
