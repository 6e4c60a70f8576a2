/** The health of a base over time, read from git trees without checking anything out. */
import { resolveIds } from '../../card/set.js';
import type { ParsedCard } from '../../card/parse.js';
import { catalogRow, type CatalogRow } from '../../catalog/catalog.js';
import type { Filters } from '../../catalog/filter.js';
import { KbError } from '../../errors.js';
import type { Day } from '../../day.js';
import { Blobs } from '../../repo/blobs.js';
import { cardOf, fileOf, surveyOf, type Progress, type Survey } from '../../repo/cards.js';
import type { FileEntry, Repo } from '../../repo/repo.js';
import { revisionRepo } from '../../repo/revision.js';
import { timelineOf, type Timeline } from '../../repo/timeline.js';
import { tally, type Tally } from '../../stats/tally.js';
import { lastCommits, monthEnds, steady, type Point, type Trend } from '../../stats/trend.js';
import { pathsHash } from '../../trust/verify.js';
import type { Base } from '../base.js';
import { countedRows } from '../stats.js';

/**
 * Returns the health at the end of each month from a day on, by today's config, followed by today's health.
 * Throws KbError `usage` outside git, and `io` if git cannot read a commit.
 * @param now today's health
 * @param dayOf converts seconds since 1970 to a calendar day
 */
export async function trendOf(
  base: Base,
  from: Day,
  now: Tally,
  filters: Filters,
  dayOf: (seconds: number) => Day,
  progress: Progress,
): Promise<Trend> {
  const { repo, today, config } = base;
  const clone = await base.clone();
  if (clone === null) {
    const message = `--history needs git, and ${repo.root} is not in a git work tree`;
    throw new KbError('usage', message, 'git init');
  }
  const { commits, isCut, isPartial } =
    clone.head === null ? UNBORN : await timelineOf(repo.root, clone.head);
  const line = steady(commits);
  const since = line[0] ? dayOf(line[0].seconds) : null;
  const days = monthEnds(from, today).filter((day) => day < today);
  const points: Point[] = [];
  const lacking: Day[] = [];
  const versions = new Versions(base);
  for (const [at, commit] of lastCommits(line, days, dayOf).entries()) {
    const day = days[at];
    if (commit !== null && day !== undefined) {
      const all = await rowsAt(commit.id, versions, isPartial);
      const rows = countedRows(all ?? [], day, config, filters);
      if (all === null) lacking.push(day);
      else points.push({ day, commit: commit.id, ...tally(rows.map(([, trust]) => trust)) });
    }
    progress(at + 1, days.length);
  }
  return {
    points: [...points, { day: today, commit: null, ...pickTally(now) }],
    complete: lacking.length === 0 && (!isCut || since === null || (days[0] ?? today) >= since),
    lacking,
    since,
  };
}

/** The timeline of a branch without a commit. */
const UNBORN: Timeline = { commits: [], isCut: false, isPartial: false };

/** Returns null if objects of the commit are missing in a partial clone. */
async function rowsAt(
  commit: string,
  versions: Versions,
  isPartial: boolean,
): Promise<readonly CatalogRow[] | null> {
  try {
    return await versions.at(commit);
  } catch (error) {
    if (isPartial && error instanceof KbError && error.code === 'io') return null;
    throw error;
  }
}

function pickTally({ score, active, states, reasons }: Tally): Tally {
  return { score, active, states, reasons };
}

/** A card at a commit, without its texts. */
interface Version {
  /** Identifies everything that the card was made from, apart from its path. */
  readonly source: string;
  readonly card: ParsedCard;
  readonly row: CatalogRow;
}

/** Reads the rows of one commit after another. Keeps the cards of the last one, so that unchanged cards are not parsed again. */
class Versions {
  readonly #base: Base;
  readonly #blobs: Blobs;
  #known: ReadonlyMap<string, Version> = new Map();
  #last: { readonly commit: string; readonly rows: readonly CatalogRow[] } | undefined;

  constructor(base: Base) {
    this.#base = base;
    this.#blobs = new Blobs(base.repo.root);
  }

  async at(commit: string): Promise<readonly CatalogRow[]> {
    if (this.#last?.commit !== commit) {
      const repo = revisionRepo(this.#base.repo.root, commit, this.#blobs);
      this.#last = { commit, rows: await this.#read(repo) };
    }
    return this.#last.rows;
  }

  async #read(repo: Repo): Promise<CatalogRow[]> {
    const survey = await surveyOf(repo, this.#base.config);
    const sources = survey.files.map((entry) => sourceOf(entry, survey));
    const isNew = ({ path }: FileEntry, at: number): boolean => this.#known.get(path)?.source !== sources[at];
    const unread = survey.files.filter((entry, at) => entry.refused === null && isNew(entry, at));
    await this.#blobs.expect(unread.flatMap(({ blob }) => blob ?? []));
    const versions = new Map<string, Version>();
    for (const [at, entry] of survey.files.entries()) {
      const { path } = entry;
      const known = isNew(entry, at) ? undefined : this.#known.get(path);
      versions.set(path, known ?? (await versionOf(repo, entry, survey, sources[at] ?? '')));
    }
    this.#known = versions;
    return rowsOf([...versions.values()], survey, repo);
  }
}

/** Everything that distinguishes the versions of a card: its content, and what its folders and CODEOWNERS say. */
function sourceOf({ path, blob, refused }: FileEntry, { defaultsOf }: Survey): string {
  return [blob, refused, JSON.stringify(defaultsOf(path))].join('\n');
}

async function versionOf(repo: Repo, entry: FileEntry, survey: Survey, source: string): Promise<Version> {
  const whole = cardOf(await fileOf(repo, entry), survey, survey.defaultsOf(entry.path));
  return { source, card: { ...whole, body: '', source: '' }, row: catalogRow(whole, noLanguage, null) };
}

/** The rows, completed with what only the whole commit can tell: clashes of ids, and whether the code has changed. */
async function rowsOf(versions: readonly Version[], { roots }: Survey, repo: Repo): Promise<CatalogRow[]> {
  const cards = resolveIds(
    versions.map(({ card }) => card),
    roots,
    () => null,
  );
  const rows: CatalogRow[] = [];
  for (const [at, { card: alone, row }] of versions.entries()) {
    const card = cards[at] ?? alone;
    if (card.unreadable !== alone.unreadable) rows.push(catalogRow(card, noLanguage, null));
    else if (card.verified.paths === null) rows.push(row);
    else {
      const code = await repo.blobs(card.paths);
      const codeChanged = code !== null && pathsHash(code) !== card.verified.paths;
      rows.push({ ...row, facts: { ...row.facts, codeChanged } });
    }
  }
  return rows;
}

/** Detecting languages is slow, and nothing that is counted depends on them. */
const noLanguage = (): string => '';
