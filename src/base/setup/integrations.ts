/** The files that make other tools run kb: which they are for this base, and which exist already. */
import path from 'node:path';
import type { Config } from '../../config.js';
import { KbError } from '../../errors.js';
import { readWorkflow, type Folder } from '../../forge/workflow.js';
import type { Write } from '../../format/init.js';
import { PROBLEM_PATTERN } from '../../format/problems.js';
import { integrationFiles, type Integration, type IntegrationFile } from '../../init/integrations.js';
import { targetOf } from '../../repo/git-dir.js';
import { readText } from '../../repo/open.js';
import { findWorkTree, prefixOf } from '../../repo/place.js';
import { version } from '../../version.js';
import { newFile } from './files.js';

/** In bytes. Longer workflows are not read, so it is unknown which base they are for. */
const LONGEST_WORKFLOW = 256 * 1024;

/** Plans the files of integrations. They go to the root of the git work tree, of which the base may be a subfolder. */
export function integrationWrites(
  root: string,
  { cards }: Config,
  wanted: readonly Integration[],
): readonly Write[] {
  const top = findWorkTree(root)?.root ?? root;
  const folder = prefixOf(root);
  const note = `it fetches kbcards ${version} from npm: make sure it is available`;
  if (!/^[\w./-]*$/.test(folder) || folder.startsWith('-')) {
    throw new KbError('usage', `--with cannot write commands for the folder “${folder}”`, 'kb init');
  }
  const setting = { version, folder, branch: defaultBranch(root), cards, pattern: PROBLEM_PATTERN };
  return wanted
    .flatMap((name) => integrationFiles(name, setting))
    .map((file) => newFile(top, ofBase(top, file, folder), file.text))
    .map((write) => (write.act === 'keep' ? write : { ...write, note }));
}

/**
 * The path of an integration's file, whether it exists or not. Throws KbError `usage` if a workflow for another base has that
 * path: the folders `a/b` and `a-b` lead to the same name, but each base needs its own workflow.
 */
function ofBase(top: string, { path: file, orElse }: IntegrationFile, folder: string): string {
  if (orElse === undefined) return file;
  const namesOf = (name: string): readonly Folder[] =>
    readWorkflow(readText(path.join(top, name), LONGEST_WORKFLOW, 'refuse') ?? '').names;
  const base = folder.slice(0, -1);
  if (namesOf(orElse).includes(base)) return orElse;
  const others = namesOf(file);
  if (others.length === 0 || others.includes(base) || others.includes(null)) return file;
  const whose = others.map((other) => `“${other === '' ? '.' : other}”`).join(', ');
  throw new KbError(
    'usage',
    `${file} already exists for the base in ${whose}`,
    `git mv ${file} OTHER-NAME.yml`,
  );
}

/** The default branch of the remote, as the clone knows it. Null if it does not, or if a workflow could read it as a pattern. */
function defaultBranch(root: string): string | null {
  const lead = 'refs/remotes/origin/';
  const gitDir = findWorkTree(root)?.gitDir ?? null;
  const head = gitDir === null ? null : targetOf(gitDir, `${lead}HEAD`);
  const name = head?.startsWith(lead) ? head.slice(lead.length) : '';
  return /^[a-z][\w./-]*$/i.test(name) ? name : null;
}
