/** Decides the path of a new card: asks for the folder if only the user can tell, and refuses a path that is taken. */
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

/** What is known before the path. */
export interface PlaceInputs {
  readonly survey: Survey;
  readonly title: string;
  /** Null if only the user can tell. */
  readonly folder: string | null;
  /** Paths of cards whose folders are likely, the likeliest first. */
  readonly related: readonly string[];
}

/**
 * The path of the file; null if the user cancels. Throws KbError if no card can be created there.
 * @param io null if nobody can be asked
 */
export async function placeFrom(
  base: Base,
  { survey, title, folder, related }: PlaceInputs,
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
      ? await promptForPath(likely, pathIn, io, retyped('', ''))
      : pathFor(base, survey, folder, title, typed);
  if (file !== null) await refuseTaken(base, survey, file);
  return file;
}

/** The choice of another folder: no folder has this name. */
const ANOTHER = '';

/**
 * @param likely folders, relative to the current one
 * @param pathIn returns the path of the file in a folder, given relative to the current one
 */
async function promptForPath(
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
