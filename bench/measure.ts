/** Times whole commands side by side. They take turns, so that a slow minute of the machine affects all of them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Contestant {
  readonly name: string;
  /** Default: this Node. */
  readonly command?: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Called before each run, outside the time. */
  readonly before?: () => void;
  /** Accepted exit codes. Default: 0 and 1, because kb answers "no" with 1. */
  readonly exits?: readonly number[];
}

export interface Result {
  readonly name: string;
  /** Milliseconds of the whole process, or KiB of memory, one per round. Empty, with NaN in the other fields, if it failed. */
  readonly rounds: readonly number[];
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /** Median over the rounds of (this ÷ the first contestant of the round). */
  readonly ratio: number;
}

/** Milliseconds after which a process is stopped. */
const PATIENCE = 600_000;

/** A process did not do what it was asked to: it drops out, and the others go on. */
class Failure extends Error {}

/** Node's own start, usually the first contestant. */
export const floor: Contestant = { name: '`node -e 0`', args: ['-e', '0'] };

/** Runs every contestant once per round, after one warm-up round. The first one is the baseline of the ratios. */
export function measure(contestants: readonly Contestant[], rounds: number): Result[] {
  const times = inTurns(contestants, rounds, 1, timeOf);
  return results(contestants, times);
}

/**
 * Measures the time and the peak memory of each of these Node processes, in KiB, without their children.
 * There is no warm-up round by default.
 */
export function weigh(
  contestants: readonly Contestant[],
  rounds: number,
  warmUps = 0,
): { times: Result[]; peaks: Result[] } {
  const hook = fileURLToPath(new URL('peers/peak.cjs', import.meta.url));
  const folder = mkdtempSync(path.join(tmpdir(), 'kb-peak-'));
  const file = path.join(folder, 'peak');
  try {
    const runs = inTurns(contestants, rounds, warmUps, (contestant) => {
      const { args, env } = contestant;
      const hooked = {
        ...contestant,
        args: ['--require', hook, ...args],
        env: { ...env, KB_BENCH_PEAK: file },
      };
      return { time: timeOf(hooked), peak: Number(readFileSync(file, 'utf8')) };
    });
    const all = (figure: 'time' | 'peak'): number[][] => runs.map((own) => own.map((run) => run[figure]));
    return { times: results(contestants, all('time')), peaks: results(contestants, all('peak')) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The ratio of one to the other: the median over the rounds that they ran side by side. */
export function ratioOf(one: Result | undefined, other: Result | undefined): number {
  const below = other?.rounds ?? [];
  return median((one?.rounds ?? []).map((value, round) => value / (below[round] ?? Number.NaN)));
}

/** A Markdown table of results. */
export function table(title: string, results: readonly Result[], unit: 'ms' | 'MiB' = 'ms'): string {
  const shown = (value: number): string => (unit === 'ms' ? value : value / 1024).toFixed(0);
  const rows = results.map(({ name, rounds, median: middle, least, most, ratio }) =>
    rounds.length === 0
      ? `| ${name} | failed | | |`
      : `| ${name} | ${ratio.toFixed(2)} | ${shown(middle)} | ${shown(least)}–${shown(most)} |`,
  );
  return [
    `### ${title}\n`,
    `| command | ratio | median ${unit} | range |`,
    '| --- | --: | --: | --: |',
    ...rows,
    '',
  ].join('\n');
}

/** The value that `once` returned for each contestant in each round. */
function inTurns<T>(
  contestants: readonly Contestant[],
  rounds: number,
  warmUps: number,
  once: (contestant: Contestant) => T,
): T[][] {
  const runs = contestants.map((): T[] => []);
  const failed = new Set<Contestant>();
  for (let round = -warmUps; round < rounds; round++) {
    contestants.forEach((contestant, index) => {
      if (failed.has(contestant)) return;
      contestant.before?.();
      try {
        const run = once(contestant);
        if (round >= 0) runs[index]?.push(run);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        process.stderr.write(`${error.message}\n`);
        failed.add(contestant);
        runs[index] = [];
      }
    });
  }
  return runs;
}

function results(contestants: readonly Contestant[], values: readonly (readonly number[])[]): Result[] {
  const [first = []] = values;
  return contestants.map(({ name }, index) => {
    const own = values[index] ?? [];
    return {
      name,
      rounds: own,
      median: median(own),
      least: Math.min(...own),
      most: Math.max(...own),
      ratio: median(own.map((value, round) => value / (first[round] ?? Number.NaN))),
    };
  });
}

/** Milliseconds of the whole process. */
function timeOf({ name, command = process.execPath, args, cwd, env, exits = [0, 1] }: Contestant): number {
  const started = performance.now();
  const { status, error, stderr } = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    timeout: PATIENCE,
  });
  const took = performance.now() - started;
  if (error || status === null || !exits.includes(status))
    throw new Failure(`${name} failed: ${error?.message ?? stderr.trim().slice(0, 300)}`);
  return took;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
