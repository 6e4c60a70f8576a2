/** Reads what a branch is judged by, where it began and as it leaves it. */
import path from 'node:path';
import { baseOf, LONGEST_CONFIG, type Base } from './base.js';
import { defaultConfig, type Config } from '../config.js';
import { KbError } from '../errors.js';
import { BASELINE_FILE, LONGEST_BASELINE, parseBaseline, type Baseline } from '../lint/baseline.js';
import type { Finding } from '../lint/finding.js';
import { weakenings } from '../lint/weakened.js';
import { CONFIGS } from '../repo/place.js';
import type { Repo } from '../repo/repo.js';
import { select } from '../repo/select.js';

export interface Weakening {
  /** Of rule `gate-weakened`. */
  readonly findings: readonly Finding[];
  /** Cards that are in the base no more, though their files are there; by path. */
  readonly left: readonly string[];
  /** The base where the branch began, by the config that it had there. */
  readonly then: Base;
}

/** @param start the base where the branch began, by the config of now */
export async function weakeningOf(start: Base, now: Base): Promise<Weakening> {
  const name = now.config.file === null ? null : path.basename(now.config.file);
  const old = await configOf(start.repo, name);
  const then = under(start, old.config);
  const left = await leaving(then, now);
  // Where there was no base, nothing is taken from it.
  const began = old.file !== null || (await then.survey()).files.length > 0;
  if (!began) return { findings: [], left, then };
  const [before, after] = await Promise.all([baselineIn(start.repo), baselineIn(now.repo)]);
  const findings = weakenings({
    before: { config: old.config, baseline: before ?? new Map() },
    after: { config: now.config, baseline: after ?? before ?? new Map() },
    left,
    file: name ?? old.file ?? CONFIGS[0],
  });
  return { findings, left, then };
}

/** The config of a commit, by the name that it has now or another; a wrong one and none mean the defaults. */
async function configOf(
  repo: Repo,
  name: string | null,
): Promise<{ readonly config: Config; readonly file: string | null }> {
  const { parseConfig } = await import('../config/parse.js');
  for (const file of new Set([...(name === null ? [] : [name]), ...CONFIGS])) {
    const text = await textOf(repo, file, LONGEST_CONFIG);
    if (text === null) continue;
    const config = unlessWrong(() => parseConfig(text, path.join(repo.root, file)));
    return { config: config ?? defaultConfig(), file };
  }
  return { config: defaultConfig(), file: null };
}

function under(base: Base, config: Config): Base {
  const surroundings = { dayIn: () => base.today, progress: () => undefined, mayBeEmpty: true };
  return baseOf(base.repo, config, base.name, surroundings);
}

async function leaving(then: Base, now: Base): Promise<string[]> {
  const [was, is] = [then.config.cards, now.config.cards];
  if (JSON.stringify(was) === JSON.stringify(is)) return [];
  const pathsOf = async (base: Base): Promise<string[]> =>
    (await base.survey()).files.map(({ path: file }) => file);
  const [before, after, there] = await Promise.all([then, now, under(now, then.config)].map(pathsOf));
  const [still, stays] = [new Set(there), new Set(after)];
  const selection = select(is);
  // What is deleted is told as removed, unless the new globs hide that it was ever there.
  return (before ?? []).filter((file) => !stays.has(file) && (still.has(file) || !selection.selects(file)));
}

/** Null for one that cannot be read, which a run that needs it tells. */
async function baselineIn(repo: Repo): Promise<Baseline | null> {
  const text = await textOf(repo, BASELINE_FILE, LONGEST_BASELINE);
  return text === null ? null : unlessWrong(() => parseBaseline(text));
}

async function textOf(repo: Repo, file: string, limit: number): Promise<string | null> {
  try {
    return new TextDecoder().decode(await repo.read(file, limit));
  } catch (error) {
    if (error instanceof KbError) return null;
    throw error;
  }
}

function unlessWrong<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof KbError) return null;
    throw error;
  }
}
