/** Every card of a base, read and parsed, with what its folders, CODEOWNERS and the config say about it. */
import type { Problem } from '../card/card.js';
import { defaultsFor, FOLDER_DEFAULTS_FILE, parseFolderDefaults } from '../card/defaults.js';
import { dialectNames, type DialectNames } from '../card/fields.js';
import { idRoots } from '../card/id.js';
import { parseCard, type ParsedCard } from '../card/parse.js';
import { cardSet, type CardSet } from '../card/set.js';
import { unknownKeys } from '../card/unknown-keys.js';
import type { Config } from '../config.js';
import { KbError } from '../errors.js';
import type { FileEntry, Repo } from './repo.js';

export interface Reading {
  readonly set: CardSet;
  /** Problems of the `_kb.yaml` files, by path. */
  readonly folderProblems: ReadonlyMap<string, readonly Problem[]>;
}

/**
 * Reads all cards. A file that must not or cannot be opened is a card that says why.
 * @param progress told after each card
 */
export async function readCards(
  repo: Repo,
  config: Config,
  progress: (done: number, total: number) => void = () => undefined,
): Promise<Reading> {
  const roots = idRoots(config.cards);
  const entries = await repo.list([...config.cards, ...folderDefaultsGlobs(roots)]);
  const people = new Set(config.people.map(({ name }) => name));
  const isDefaults = ({ path }: FileEntry): boolean =>
    path === FOLDER_DEFAULTS_FILE || path.endsWith(`/${FOLDER_DEFAULTS_FILE}`);
  const folders = [];
  for (const entry of entries.filter(isDefaults)) {
    folders.push(
      parseFolderDefaults({ path: entry.path, ...(await content(repo, entry)) }, people, config.dialect),
    );
  }
  const { ownersOf } = await repo.codeowners();
  const files = entries.filter((entry) => !isDefaults(entry));
  const names = dialectNames(config.dialect, config.fields);
  const cards: ParsedCard[] = [];
  for (const entry of files) {
    const { path } = entry;
    const defaults = defaultsFor(path, folders, { ...config.defaults, codeowners: ownersOf(path) });
    cards.push(parseCard({ path, ...(await content(repo, entry)) }, { names, roots, people, defaults }));
    progress(cards.length, files.length);
  }
  return {
    set: cardSet(withTypos(cards, names), roots),
    folderProblems: new Map(folders.map(({ folder, problems }) => [folder + FOLDER_DEFAULTS_FILE, problems])),
  };
}

/** The cards with a warning for each key that is nearly one of ours, which only the whole base can tell. */
function withTypos(cards: readonly ParsedCard[], names: DialectNames): ParsedCard[] {
  const typos = unknownKeys(cards, names);
  return cards.map((card) => ({ ...card, problems: [...card.problems, ...(typos.get(card.path) ?? [])] }));
}

async function content(
  repo: Repo,
  { path, refused }: FileEntry,
): Promise<{ readonly bytes: Uint8Array; readonly refused: string | null }> {
  if (refused !== null) return { bytes: new Uint8Array(), refused };
  try {
    return { bytes: await repo.read(path), refused: null };
  } catch (error) {
    if (error instanceof KbError) return { bytes: new Uint8Array(), refused: error.message };
    throw error;
  }
}

/** `_kb.yaml` in the folders of the cards and in those above them. */
function folderDefaultsGlobs(roots: readonly string[]): string[] {
  return roots.flatMap((root) => {
    const above = root
      .split('/')
      .slice(0, -1)
      .map((_, depth, all) =>
        all
          .slice(0, depth)
          .map((name) => `${name}/`)
          .join(''),
      );
    return [`${root}**/${FOLDER_DEFAULTS_FILE}`, ...above.map((folder) => folder + FOLDER_DEFAULTS_FILE)];
  });
}
