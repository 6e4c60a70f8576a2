/** Where a new card goes: the folder is asked for where only the user can tell, and nothing may be in the way. */
import path from 'node:path';
import { askText, choose } from '../../ask.js';
import type { Base } from '../../base/base.js';
import { folderFor, likelyFolders, pathFor, refuseTaken } from '../../base/new/new-place.js';
import type { Context } from '../../context.js';
import { KbError } from '../../errors.js';
import { safe } from '../../format/escape.js';
import type { Io } from '../../io.js';
import type { Survey } from '../../repo/cards.js';
import { quotedPath } from '../../text/shell.js';
import { problemIn } from './answers.js';
import type { NewOptions } from './options.js';

/** What is known before. */
export interface Begun {
  readonly survey: Survey;
  readonly title: string;
  /** Null where only the user can tell. */
  readonly folder: string | null;
  /** Cards whose folders are likely, the likeliest first. */
  readonly related: readonly string[];
}

/**
 * The path of the file; null where the user breaks off. Throws KbError where no card can be.
 * @param io null where nobody is asked
 */
export async function placeFrom(
  base: Base,
  { survey, title, folder, related }: Begun,
  options: NewOptions,
  io: Io | null,
  { cwd, retyped }: Context,
): Promise<string | null> {
  const typed = { ...options, cwd };
  const pathIn = (dir: string): string =>
    pathFor(base, survey, folderFor(base, survey, { dir, cwd }) ?? '', title, typed);
  const likely = likelyFolders(survey, related).map((each) => fromHere(path.join(base.repo.root, each), cwd));
  const file =
    folder === null
      ? await askedPath(likely, pathIn, io, retyped('', ''))
      : pathFor(base, survey, folder, title, typed);
  if (file !== null) await refuseTaken(base, survey, file);
  return file;
}

/** What no folder is called. */
const ANOTHER = '';

/**
 * @param likely as they are typed here
 * @param pathIn a folder, as it is typed here → the path of the file
 */
async function askedPath(
  likely: readonly string[],
  pathIn: (dir: string) => string,
  io: Io | null,
  retyped: string,
): Promise<string | null> {
  if (io === null) {
    const hints = likely.map((dir) => `${retyped} --dir ${quotedPath(dir)}`);
    throw new KbError(
      'usage',
      'the cards are in several folders: expected --dir with one of them',
      hints.join('\n'),
    );
  }
  const choices = likely.map((dir) => ({ value: dir, label: safe(dir) }));
  const chosen = await choose(
    'In which folder?',
    [...choices, { value: ANOTHER, label: 'another folder …' }],
    io,
  );
  if (chosen !== ANOTHER) return chosen === null ? null : pathIn(chosen);
  const answer = await askText('Which one? It can be a new one.', io, {
    example: safe(likely[0] ?? 'cards'),
    problem: (dir) =>
      dir.trim() === ''
        ? 'expected a folder, relative to the current one'
        : problemIn(() => pathIn(dir.trim())),
  });
  return answer === null ? null : pathIn(answer.trim());
}

function fromHere(folder: string, cwd: string): string {
  return path.relative(cwd, folder).split(path.sep).join('/') || '.';
}
