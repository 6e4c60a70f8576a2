/**
 * The baseline: problems that a base already had when it was first linted. They are not counted. The file can only shrink:
 * fixed problems are removed, and nothing is ever added.
 */
import { KbError } from '../errors.js';
import { fingerprint, type Finding } from './finding.js';

/** Name of the file, which is committed beside the config. */
export const BASELINE_FILE = 'kb-baseline.json';

/** Maximum size of the file in bytes, enough for a hundred thousand findings. */
export const LONGEST_BASELINE = 16 * 1024 * 1024;

/** Path → fingerprint of a finding → how many of them are known. */
export type Baseline = ReadonlyMap<string, ReadonlyMap<string, number>>;

const ABOUT =
  'Known problems that kb lint does not count. `kb lint --update-baseline` removes the fixed ones.';
const SCHEMA_VERSION = 1;

export function baselineOf(findings: readonly Finding[]): Baseline {
  const baseline = new Map<string, Map<string, number>>();
  for (const { path, problem } of findings) {
    const known = baseline.get(path) ?? new Map<string, number>();
    baseline.set(path, known.set(fingerprint(problem), (known.get(fingerprint(problem)) ?? 0) + 1));
  }
  return baseline;
}

/**
 * Returns the findings that are not in the baseline. If there are more of a kind than the baseline has, the last ones are
 * new. Entries of a path that has no card count for cards that are not in the baseline, so a renamed card keeps its known
 * problems.
 * @param cards paths of all cards
 */
export function unknownTo(
  baseline: Baseline,
  findings: readonly Finding[],
  cards: ReadonlySet<string>,
): Finding[] {
  const left = new Map([...baseline].map(([path, known]) => [path, new Map(known)]));
  const there = new Set([...cards, ...findings.map(({ path }) => path)]);
  const homeless = new Map<string, number>();
  for (const [path, known] of baseline) {
    if (there.has(path)) continue;
    for (const [key, count] of known) homeless.set(key, (homeless.get(key) ?? 0) + count);
  }
  return findings.filter(({ path, problem }) => {
    const known = left.get(path) ?? homeless;
    const count = known.get(fingerprint(problem)) ?? 0;
    known.set(fingerprint(problem), count - 1);
    return count <= 0;
  });
}

/** The part of the baseline that is still found, under the current paths. */
export function lowered(
  baseline: Baseline,
  findings: readonly Finding[],
  cards: ReadonlySet<string>,
): Baseline {
  const unknown = new Set(unknownTo(baseline, findings, cards));
  return baselineOf(findings.filter((each) => !unknown.has(each)));
}

/** Number of findings in the baseline. */
export function sizeOf(baseline: Baseline): number {
  return [...baseline.values()]
    .flatMap((known) => [...known.values()])
    .reduce((sum, count) => sum + count, 0);
}

/** The text of the file, sorted and with one finding per line, so that changes are easy to read in a diff. */
export function formatBaseline(baseline: Baseline): string {
  const sorted = [...baseline].map(([path, known]) => [path, fromSorted([...known])] as const).sort(byName);
  const content = { about: ABOUT, schemaVersion: SCHEMA_VERSION, findings: Object.fromEntries(sorted) };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** Reads the text of the file. Throws `KbError` (`config`) if it is not a valid baseline. */
export function parseBaseline(text: string): Baseline {
  const { schemaVersion, findings } = objectOf(parsed(text), 'the file');
  if (schemaVersion !== SCHEMA_VERSION) throw wrong(`\`schemaVersion\` to be ${SCHEMA_VERSION}`);
  return new Map(
    Object.entries(objectOf(findings, '`findings`')).map(([path, known]) => [
      path,
      new Map(Object.entries(objectOf(known, `the entry “${path}”`)).map(countOf)),
    ]),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw wrong('the file to be JSON');
  }
}

function objectOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>;
  }
  throw wrong(`${what} to be a map`);
}

function countOf([key, count]: [string, unknown]): [string, number] {
  if (typeof count === 'number' && Number.isInteger(count) && count > 0) return [key, count];
  throw wrong(`“${key}” to have a count`);
}

function wrong(expected: string): KbError {
  const hint = `delete ${BASELINE_FILE} and create it again: kb lint --update-baseline`;
  return new KbError('config', `${BASELINE_FILE}: expected ${expected}`, hint);
}

function fromSorted(entries: [string, number][]): Record<string, number> {
  return Object.fromEntries(entries.sort(byName));
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
