/** Errors about folders and files that cannot be used for issues, with hints. */
import path from 'node:path';
import { KbError, RefusedIssue } from '../../../errors.js';
import { pathProblem } from '../../../repo/below.js';
import { lstatOf } from '../../../repo/open.js';
import { oneLine } from '../../../text/shell.js';
import type { WrongFile } from './fields.js';

/** Throws KbError `config` if the folder is not inside the base, or if it contains cards. */
export function refuseFolder(root: string, folder: string, selects: (file: string) => boolean): void {
  const problem = pathProblem(folder, path.sep === '\\');
  if (problem !== null) throw new KbError('config', `issues.folder: ${problem}`, 'issues:\n  folder: issues');
  // A file name as kb would choose it: most globs match either all or none of them.
  if (selects(`${folder}/a-card.md`)) throw alsoCard(`${folder}/a-card.md`, folder);
  const names = folder.split('/');
  for (const depth of names.keys()) {
    const way = names.slice(0, depth + 1).join('/');
    const stat = lstatOf(path.join(root, way));
    if (stat && !stat.isDirectory()) {
      const why = stat.isSymbolicLink() ? 'a symbolic link, which is not followed' : 'not a folder';
      throw new KbError('config', `issues.folder: ${oneLine(way)} is ${why}`, 'name another folder');
    }
  }
}

/** An issue file that would be a card. @param folder the folder of issues */
export function alsoCard(file: string, folder: string): KbError {
  return new KbError(
    'config',
    `issues.folder: ${oneLine(file)} would be a card, because “cards” in kb.config.yaml selects it`,
    `name a folder without cards, or add "!${folder}/**" to cards`,
  );
}

/** A file that is not opened: a link, a pipe, or too large. @param why a phrase */
export function notOpened(file: string, why: string): KbError {
  return new KbError('forge', `${oneLine(file)} is not read: ${why}`, 'remove it; nothing was written');
}

/** Two files with the same number. @param free an unused number */
export function sameNumber(number: number, files: readonly [string, string], free: number): KbError {
  const [one, other] = files.map(oneLine);
  return new KbError(
    'forge',
    `${one} and ${other} both have the number ${number}; nothing was written`,
    `write “number: ${free}” into one of them`,
  );
}

/** A file that is not a valid issue. */
export function wrongFile(file: string, { line, message }: WrongFile): KbError {
  const hint = 'fix it, or remove it from the folder; nothing was written';
  return new KbError('forge', `${oneLine(file)}:${line} ${message}`, hint);
}

/** A change that could not be read again if it were written. */
export function notKept(file: string, { message }: WrongFile): KbError {
  return new RefusedIssue(`${oneLine(file)} cannot store the issue: ${message}`, 'it was left as it is');
}
