/** Finds out whether a branch weakens the checks that it is judged by: compares them with where it began. */
import path from 'node:path';
import { baseOf, LONGEST_CONFIG, type Base } from '../base.js';
import { LONGEST_CARD } from '../../card/decode.js';
import { defaultConfig, type Config } from '../../config.js';
import { KbError } from '../../errors.js';
import { BASELINE_FILE, LONGEST_BASELINE, parseBaseline, type Baseline } from '../../lint/baseline.js';
import type { Finding } from '../../lint/finding.js';
import { weakenings } from '../../lint/weakened.js';
import { longerIntervals, type IntervalIn } from '../../lint/weakened-folders.js';
import { schemaWeakening } from '../../lint/weakened-schema.js';
import type { Survey } from '../../repo/cards.js';
import { contentOf } from '../../repo/content.js';
import { CONFIGS } from '../../repo/place.js';
import type { Repo } from '../../repo/repo.js';
import { globProblem, select } from '../../repo/select.js';
import { SCHEMAS } from '../lint/team-schemas.js';

export interface Weakening {
  /** Findings of rule `gate-weakened`. */
  readonly findings: readonly Finding[];
  /** Paths of the cards that the branch drops from the base by changing its globs. */
  readonly left: readonly string[];
  /** The base where the branch began, with its config there. */
  readonly then: Base;
  /** Whether there was a base where the branch began. */
  readonly began: boolean;
}

/** The config at a commit; the default one if there is none. */
interface OldConfig {
  readonly config: Config;
  /** The name of its file; null if there is none. */
  readonly file: string | null;
  /** Its folder, from the root of the base today, with `/` at its end; '' for the root itself. */
  readonly folder: string;
}

/** Compares both sides. @param start the base where the branch began, with the config of `now` */
export async function weakeningOf(start: Base, now: Base): Promise<Weakening> {
  const name = now.config.file === null ? null : path.basename(now.config.file);
  const old = await configAtStart(start, now, name);
  const then = under(start, old.config);
  const left = await leaving(then, now);
  // A base that did not exist yet cannot be weakened.
  const began = old.file !== null || (await then.survey()).files.length > 0;
  if (!began) return { findings: [], left, then, began };
  const [before, after] = await Promise.all([baselineIn(start.repo, old.folder), baselineIn(now.repo)]);
  const findings = weakenings({
    before: { config: old.config, baseline: before ?? new Map() },
    after: { config: now.config, baseline: after ?? before ?? new Map() },
    left,
    file: name ?? old.file ?? CONFIGS[0],
    from: old.folder === '' ? null : `${old.folder}${old.file ?? ''}`,
    files: new Map([...(await foldersOf(then, now)), ...(await schemasOf(start.repo, now.repo))]),
  });
  return { findings, left, then, began };
}

/** The config where the branch began: at today's root, else the highest one below it that is gone today. */
async function configAtStart(start: Base, now: Base, name: string | null): Promise<OldConfig> {
  const here = await configOf(start.repo, name, '');
  if (here.file !== null || name === null) return here;
  const globs = CONFIGS.map((each) => `**/${each}`);
  const [before, after] = await Promise.all([start.repo.list(globs), now.repo.list(globs)]);
  const stays = new Set(after.map(({ path: file }) => file));
  const depth = ({ path: file }: { readonly path: string }): number => file.split('/').length;
  const [moved] = before.filter(({ path: file }) => !stays.has(file)).sort((a, b) => depth(a) - depth(b));
  if (!moved) return here;
  const folder = moved.path.slice(0, moved.path.lastIndexOf('/') + 1);
  const old = await configOf(start.repo, path.posix.basename(moved.path), folder);
  const cards = old.config.cards.map((glob) =>
    glob.startsWith('!') ? `!${folder}${glob.slice(1)}` : folder + glob,
  );
  const isUsable = cards.every((glob) => globProblem(glob) === null);
  return { ...old, config: { ...old.config, cards: isUsable ? cards : now.config.cards } };
}

/** Reads the config at a commit, by its current name or another one; the default one if it is invalid or missing. */
async function configOf(repo: Repo, name: string | null, folder: string): Promise<OldConfig> {
  const { parseConfig } = await import('../../config/parse.js');
  for (const file of new Set([...(name === null ? [] : [name]), ...CONFIGS])) {
    const text = await textOf(repo, folder + file, LONGEST_CONFIG);
    if (text === null) continue;
    const config = unlessWrong(() => parseConfig(text, path.join(repo.root, folder, file)));
    return { config: config ?? defaultConfig(), file, folder };
  }
  return { config: defaultConfig(), file: null, folder: '' };
}

/** Path of a team's schema at the start → how the branch weakens it. */
async function schemasOf(start: Repo, now: Repo): Promise<ReadonlyMap<string, string>> {
  const messages = new Map<string, string>();
  for (const { path: file } of await start.list([SCHEMAS])) {
    const before = await textOf(start, file, LONGEST_CARD);
    const message = before === null ? null : schemaWeakening(before, await textOf(now, file, LONGEST_CARD));
    if (message !== null) messages.set(file, message);
  }
  return messages;
}

/** Path of a `_kb.yaml` → how the branch makes verifications last longer there. */
async function foldersOf(then: Base, now: Base): Promise<ReadonlyMap<string, string>> {
  const [was, is] = await Promise.all([then.survey(), now.survey()]);
  const files = new Set([...was.folderProblems.keys(), ...is.folderProblems.keys()]);
  const held = new Set(was.files.flatMap(({ path: file }) => foldersAbove(file)));
  const folders = [...files].map((file) => file.slice(0, file.lastIndexOf('/') + 1)).sort();
  const intervalIn =
    ({ config }: Base, { defaultsOf }: Survey): IntervalIn =>
    (folder) =>
      folder === '..' ? config.defaults.verifyEvery : defaultsOf(`${folder}card.md`).verifyEvery;
  const had = folders.filter((folder) => held.has(folder));
  return longerIntervals(had, intervalIn(then, was), intervalIn(now, is));
}

/** The folders above a file, with `/` at their ends; '' for the root. */
function foldersAbove(file: string): string[] {
  const names = file.split('/').slice(0, -1);
  return ['', ...names.map((_, at) => `${names.slice(0, at + 1).join('/')}/`)];
}

function under(base: Base, config: Config): Base {
  const options = { dayIn: () => base.today, progress: () => undefined, mayBeEmpty: true };
  return baseOf(base.repo, config, base.name, options);
}

async function leaving(then: Base, now: Base): Promise<string[]> {
  const [was, is] = [then.config.cards, now.config.cards];
  if (JSON.stringify(was) === JSON.stringify(is)) return [];
  const pathsOf = async (base: Base): Promise<string[]> =>
    (await base.survey()).files.map(({ path: file }) => file);
  const [before, after, there] = await Promise.all([then, now, under(now, then.config)].map(pathsOf));
  const [still, stays] = [new Set(there), new Set(after)];
  const selection = select(is);
  // Deleted cards are reported as removed, unless the new globs hide that they were ever there.
  return (before ?? []).filter((file) => !stays.has(file) && (still.has(file) || !selection.selects(file)));
}

/** Returns null if there is none or it cannot be read; a run that uses it reports that. */
async function baselineIn(repo: Repo, folder = ''): Promise<Baseline | null> {
  const text = await textOf(repo, folder + BASELINE_FILE, LONGEST_BASELINE);
  return text === null ? null : unlessWrong(() => parseBaseline(text));
}

async function textOf(repo: Repo, file: string, limit: number): Promise<string | null> {
  const bytes = await contentOf(repo, file, limit);
  return bytes && new TextDecoder().decode(bytes);
}

function unlessWrong<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof KbError) return null;
    throw error;
  }
}
