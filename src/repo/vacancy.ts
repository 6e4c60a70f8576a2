/** Checks whether a new file can be created at a path, on this disk and on those of others who share the repository. */
import { lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathProblem } from './below.js';
import { lstatOf } from './open.js';
import { findWorkTree } from './place.js';
import { fold } from '../text/fold.js';
import { isLeftOut } from './walk.js';

/** Whether a path is a folder; links are not followed. */
export function isFolder(file: string): boolean {
  return lstatOf(file)?.isDirectory() ?? false;
}

/**
 * Why no file can be created at a path, as half a sentence; null if one can.
 * @param file from the root, with `/`
 * @param leaving a file that is removed at the same time
 */
export function vacancyProblem(root: string, file: string, leaving: string): string | null {
  const problem = pathProblem(file, path.sep === '\\');
  if (problem !== null) return problem;
  if (/\p{Cc}/u.test(file)) return 'it contains a control character';
  const names = file.split('/');
  for (const [depth, name] of names.entries()) {
    const way = names.slice(0, depth + 1).join('/');
    const twin = twinOf(path.join(root, ...names.slice(0, depth)), name);
    const there = lstatOf(path.join(root, way));
    if (twin !== null && [...names.slice(0, depth), twin].join('/') !== leaving) {
      return `“${twin}” already exists, and many disks treat the two names as one`;
    }
    if (twin !== null && there && isSame(path.join(root, way), path.join(root, leaving))) {
      return 'this disk treats the two names as one; move it via a third name';
    }
    if (!there) break;
    if (there.isSymbolicLink()) return `${way} is a symbolic link, which is not followed`;
    if (depth === names.length - 1)
      return there.isDirectory() ? `${way} is a folder` : `${way} already exists`;
    if (!there.isDirectory()) return `${way} is not a folder`;
  }
  return isLeftOut(root, findWorkTree(root), file) ? 'git ignores it' : null;
}

/** Another name in the folder that differs only in case or Unicode form; null if there is none. */
function twinOf(folder: string, name: string): string | null {
  try {
    const names = readdirSync(folder);
    if (names.includes(name)) return null;
    return names.find((each) => fold(each) === fold(name)) ?? null;
  } catch {
    return null;
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [lstatSync(one), lstatSync(other)];
  return a.ino === b.ino && a.dev === b.dev;
}
