/** Reads and parses every card of a base, with what its folders, CODEOWNERS and the config say about it. */
import type { Problem } from '../card/card.js';
import {
  defaultsFor,
  FOLDER_DEFAULTS_FILE,
  parseFolderDefaults,
  type CardDefaults,
  type FolderDefaults,
} from '../card/defaults.js';
import { dialectNames, type DialectNames } from '../card/fields.js';
import { idRoots } from '../card/id.js';
import { parseCard, type CardFile, type ParsedCard } from '../card/parse.js';
import { cardSet, type CardSet } from '../card/set.js';
import { unknownKeys } from '../card/unknown-keys.js';
import type { Config } from '../config.js';
import { KbError } from '../errors.js';
import type { FileEntry, Repo } from './repo.js';
import { select } from './select.js';

/** Called while cards are read. */
export type Progress = (done: number, total: number) => void;

/** The files of a base before any card is opened, and what they share. */
export interface Survey {
  /** The cards, sorted by path. */
  readonly files: readonly FileEntry[];
  /** Templates of new cards in the same folders and above; empty if a single card is surveyed. */
  readonly templates: readonly FileEntry[];
  /** Problems in the `_kb.yaml` files, by path. */
  readonly folderProblems: ReadonlyMap<string, readonly Problem[]>;
  readonly names: DialectNames;
  /** Folders that ids are relative to. */
  readonly roots: readonly string[];
  /** Names under `people` in the config. */
  readonly people: ReadonlySet<string>;
  /** What applies to the card at a path unless the card says otherwise. */
  readonly defaultsOf: (path: string) => CardDefaults;
}

/** In a folder, the possible templates for everything in it and below. */
export const TEMPLATES = '_templates/*';

/**
 * Whether an entry is a template, judging by its name; the `_templates` folder counts, too: it is listed if it cannot be
 * entered.
 */
export function isTemplate({ path }: FileEntry): boolean {
  return /(?:^|\/)_templates(?:\/[^/]*\.(?:md|markdown|mdx|md\.erb))?$/.test(path);
}

/** Lists the cards, and reads what other files say about them. */
export async function surveyOf(repo: Repo, config: Config): Promise<Survey> {
  const roots = idRoots(config.cards);
  const beside = [FOLDER_DEFAULTS_FILE, TEMPLATES].flatMap((name) => globsOf(roots, name));
  const found = await survey(repo, config, [...config.cards, ...beside]);
  const aside = found.files.filter(({ path }) => /(?:^|\/)_templates(?:\/|$)/.test(path));
  if (aside.length === 0) return found;
  const { selects } = select(config.cards);
  const others = new Set(aside.filter(({ path }) => !selects(path)));
  const files = found.files.filter((entry) => !others.has(entry));
  return { ...found, files, templates: aside.filter(isTemplate) };
}

/** The same for one card: only the folders above it are examined. Null for a path that would be read as a glob. */
export async function surveyAt(repo: Repo, config: Config, path: string): Promise<Survey | null> {
  if (/[*?{}[\]!\\]/.test(path)) return null;
  const above = path.split('/').map((_, depth, names) =>
    names
      .slice(0, depth)
      .map((name) => `${name}/`)
      .join(''),
  );
  return survey(repo, config, [path, ...above.map((folder) => folder + FOLDER_DEFAULTS_FILE)]);
}

/** @param globs of the cards and of their folders' defaults */
async function survey(repo: Repo, config: Config, globs: readonly string[]): Promise<Survey> {
  const roots = idRoots(config.cards);
  const entries = await repo.list(globs);
  const people = new Set(config.people.map(({ name }) => name));
  const folders: FolderDefaults[] = [];
  for (const entry of entries.filter(isDefaults)) {
    folders.push(parseFolderDefaults(await fileOf(repo, entry), people, config.dialect));
  }
  const { ownersOf } = await repo.codeowners();
  return {
    files: entries.filter((entry) => !isDefaults(entry)),
    templates: [],
    folderProblems: new Map(folders.map(({ folder, problems }) => [folder + FOLDER_DEFAULTS_FILE, problems])),
    names: dialectNames(config.dialect, config.fields),
    roots,
    people,
    defaultsOf: (path) => defaultsFor(path, folders, { ...config.defaults, codeowners: ownersOf(path) }),
  };
}

/** Reads all cards. A file that must not or cannot be opened becomes a card that says why. */
export async function readCards(
  repo: Repo,
  survey: Survey,
  progress: Progress = () => undefined,
): Promise<CardSet> {
  const cards: ParsedCard[] = [];
  for (const entry of survey.files) {
    cards.push(cardOf(await fileOf(repo, entry), survey, survey.defaultsOf(entry.path)));
    progress(cards.length, survey.files.length);
  }
  return cardSet(withTypos(cards, survey.names), survey.roots);
}

/** A card parsed from its file alone, without the rest of the base. */
export function cardOf(file: CardFile, survey: Survey, defaults: CardDefaults): ParsedCard {
  const { names, roots, people } = survey;
  return parseCard(file, { names, roots, people, defaults });
}

/** The cards, with a warning for each key that is nearly a known one; this takes a look at the whole base. */
export function withTypos(cards: readonly ParsedCard[], names: DialectNames): ParsedCard[] {
  const typos = unknownKeys(cards, names);
  return cards.map((card) => {
    const found = typos.get(card.path);
    return found ? { ...card, problems: [...card.problems, ...found] } : card;
  });
}

/** The content of a file, or why it cannot be read. */
export async function fileOf(repo: Repo, { path, refused }: FileEntry): Promise<CardFile> {
  if (refused !== null) return { path, bytes: new Uint8Array(), refused };
  try {
    return { path, bytes: await repo.read(path), refused: null };
  } catch (error) {
    if (error instanceof KbError) return { path, bytes: new Uint8Array(), refused: error.message };
    throw error;
  }
}

function isDefaults({ path }: FileEntry): boolean {
  return path === FOLDER_DEFAULTS_FILE || path.endsWith(`/${FOLDER_DEFAULTS_FILE}`);
}

/** Globs for a file name in the folders of the cards and in those above them. */
function globsOf(roots: readonly string[], name: string): string[] {
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
    return [`${root}**/${name}`, ...above.map((folder) => folder + name)];
  });
}
