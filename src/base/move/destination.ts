/** Where a moved card goes: turns what was typed into the path of its file. */
import path from 'node:path';
import type { Base } from '../base.js';
import type { Naming } from '../named-card.js';
import { idRoots, withoutExtension } from '../../card/id.js';
import { KbError } from '../../errors.js';
import { select } from '../../repo/select.js';
import { isFolder, vacancyProblem } from '../../repo/vacancy.js';

/**
 * Returns the new path, from the root of the base, of the card at `from`. What was typed is a folder if one exists or if it
 * ends with `/`, else the path of the card, with or without its ending. It is relative to the current folder; a bare name
 * that could not be a card there is next to the card instead. Throws KbError `usage` if no card can be at the path.
 */
export function destinationOf(
  { repo, config }: Base,
  from: string,
  typed: string,
  { cwd, retyped }: Naming,
): string {
  const { selects } = select(config.cards);
  const isName = typed !== '' && !/[/\\]/.test(typed) && typed !== '.' && typed !== '..';
  const here = below(repo.root, path.resolve(cwd, typed), typed, from);
  const beside = path.posix.join(path.posix.dirname(from), withEnding(typed, from));
  const to = isName && !isFolder(path.resolve(cwd, typed)) && !selects(here ?? '') ? beside : here;
  if (to === null) {
    throw new KbError('usage', `“${typed}” is outside of the base ${repo.root}`, 'kb mv CARD cards/FOLDER/');
  }
  if (to === from) throw new KbError('usage', `the card is already at ${from}`, 'kb mv CARD cards/FOLDER/');
  if (!selects(to)) {
    const globs = config.cards.join(', ');
    const meant = offered(repo.root, config.cards, from, typed);
    throw new KbError(
      'usage',
      `${to} would not be a card: expected a path that matches ${globs}`,
      meant === null ? 'kb mv --help' : retyped(typed, fromHere(cwd, meant)),
    );
  }
  const problem = vacancyProblem(repo.root, to, from);
  if (problem !== null)
    throw new KbError('usage', `the card cannot be moved to ${to}: ${problem}`, 'kb mv --help');
  return to;
}

/** Resolves what was typed in the folders of the cards instead; null if the card cannot go there either. */
function offered(root: string, cards: readonly string[], from: string, typed: string): string | null {
  const { selects } = select(cards);
  const places = idRoots(cards).map((folder) => path.join(root, folder, typed));
  const place = places.find((file) => {
    const to = below(root, file, typed, from);
    return to !== null && to !== from && selects(to) && vacancyProblem(root, to, from) === null;
  });
  return place ?? null;
}

function fromHere(cwd: string, file: string): string {
  const way = path.relative(cwd, file).split(path.sep).join('/');
  return /[/\\]$/.test(file) ? `${way}/` : way;
}

/** The path from the root; null if it leaves the base. */
function below(root: string, file: string, typed: string, from: string): string | null {
  const isInto = isFolder(file) || /[/\\]$/.test(typed) || /(?:^|[/\\])\.{1,2}$/.test(typed);
  const target = isInto ? path.join(file, path.posix.basename(from)) : withEnding(file, from);
  const way = path.relative(root, target);
  if (way === '' || path.isAbsolute(way) || way === '..' || way.startsWith(`..${path.sep}`)) return null;
  return way.split(path.sep).join('/');
}

/** Adds the ending of the card if the file has no ending of a card. */
function withEnding(file: string, from: string): string {
  const name = path.basename(file);
  return withoutExtension(name) === name ? file + from.slice(withoutExtension(from).length) : file;
}
