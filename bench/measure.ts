/** Times whole commands side by side: they take turns, so that a slower minute of the machine hits all of them. */
import { spawnSync } from 'node:child_process';

export interface Contestant {
  readonly name: string;
  /** Arguments for this Node. */
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Called before each run, outside the time. */
  readonly before?: () => void;
}

export interface Result {
  readonly name: string;
  /** Median of the whole process, in milliseconds. */
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /** Median over the rounds of (this ÷ the first contestant of the round). */
  readonly ratio: number;
}

/** Runs every contestant once a round, after one warm-up round. The first is the one to be compared with. */
export function measure(contestants: readonly Contestant[], rounds: number): Result[] {
  const times = contestants.map((): number[] => []);
  for (let round = -1; round < rounds; round++) {
    contestants.forEach(({ args, cwd, before }, index) => {
      before?.();
      const started = performance.now();
      const { status, error } = spawnSync(process.execPath, args, {
        cwd,
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      const took = performance.now() - started;
      if (error || status === 2 || status === null) throw new Error(`failed: node ${args.join(' ')}`);
      if (round >= 0) times[index]?.push(took);
    });
  }
  const [floor = []] = times;
  return contestants.map(({ name }, index) => {
    const own = times[index] ?? [];
    return {
      name,
      median: median(own),
      least: Math.min(...own),
      most: Math.max(...own),
      ratio: median(own.map((took, round) => took / (floor[round] ?? Number.NaN))),
    };
  });
}

/** A Markdown table of results. */
export function table(title: string, results: readonly Result[]): string {
  const rows = results.map(
    ({ name, median: middle, least, most, ratio }) =>
      `| ${name} | ${ratio.toFixed(2)} | ${middle.toFixed(0)} | ${least.toFixed(0)}–${most.toFixed(0)} |`,
  );
  return [
    `\n### ${title} (Node ${process.versions.node})\n`,
    '| command | ratio | median ms | range |',
    '| --- | --: | --: | --: |',
    ...rows,
    '',
  ].join('\n');
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
