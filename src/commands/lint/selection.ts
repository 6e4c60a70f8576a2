/** The cards that are named on the command line: by ids, files or folders. */
import path from 'node:path';
import type { Base } from '../../base/base.js';
import type { Context } from '../../context.js';
import { KbError } from '../../errors.js';
import { selected } from '../../lint/selection.js';
import { lstatOf } from '../../repo/open.js';
import { pathSegments } from '../../repo/place.js';

/** Returns whether the words select a path. Throws KbError `not-found` if a word names no file or card. */
export async function selection(
  { cwd, note }: Context,
  base: Base,
  words: readonly string[],
): Promise<(path: string) => boolean> {
  const wanted = words.map((word) => {
    const file = path.resolve(cwd, word);
    const steps = pathSegments(base.repo.root, file);
    return {
      word,
      file,
      path: steps.length > 0 && steps.every((step) => step === '..') ? null : steps.join('/'),
    };
  });
  const { covers, unknown } = selected(await base.facts(), wanted);
  for (const { word, file } of unknown) {
    // A file that is not a card is not an error: git hooks pass every Markdown file of a commit.
    if (lstatOf(file) === undefined) throw new KbError('not-found', `“${word}” is not a card`, 'kb list');
    note(`${word} is not a card`);
  }
  return covers;
}
