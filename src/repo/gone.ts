/** Files of the last commit that are deleted: one of them may have been renamed without git knowing. */
import { KbError } from '../errors.js';
import { ask } from './git-read.js';
import { contentsOf, treeOf } from './tracked.js';

/** A file as the last commit has it. */
export interface Gone {
  readonly path: string;
  readonly text: string;
}

/**
 * Files whose deletion is staged, or that are missing on disk. Null if there are more than `most`.
 * @param covers whether a path counts
 */
export async function goneFiles(
  root: string,
  head: string,
  covers: (path: string) => boolean,
  most: number,
): Promise<readonly Gone[] | null> {
  // Neither command looks into a file, so no filter is run.
  const plain = ['--no-renames', '--no-ext-diff', '--no-textconv', '--ignore-submodules=all', '--relative'];
  const staged = await listed(root, [
    ...['diff-index', '--cached', '--diff-filter=D', '--name-only', '-z', ...plain],
    ...['--end-of-options', head, '--'],
  ]);
  const paths = [...new Set([...staged, ...(await listed(root, ['ls-files', '--deleted', '-z', '--']))])];
  const counted = paths.filter(covers);
  if (counted.length > most) return null;
  const ids = await treeOf(root, head, counted);
  const texts = await contentsOf(root, [...ids.values()]);
  return [...ids].map(([path, id]) => ({ path, text: texts.get(id) ?? '' }));
}

async function listed(root: string, verb: readonly string[]): Promise<string[]> {
  const answer = await ask(root, verb);
  if (!answer.ok)
    throw new KbError('io', `git cannot tell which files are gone: ${answer.message.trim()}`, 'kb doctor');
  return answer.text.split('\0').filter((path) => path !== '');
}
