/** A part of the benchmarks: tables of measurements, and how they compare with the goals. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Corpus } from './corpus.js';
import { TODAY } from './front-matter.js';
import type { Contestant } from './measure.js';

export interface Part {
  /** Markdown, one block per table. */
  readonly tables: readonly string[];
  readonly goals: readonly Goal[];
  /** Sentences about what the tables leave out. */
  readonly notes?: readonly string[];
}

export interface Goal {
  readonly what: string;
  /** The upper limit of the measured value. */
  readonly limit: number;
  /** `null` if it could not be measured here, NaN if a process failed. */
  readonly measured: number | null;
}

const bin = fileURLToPath(new URL('../bin/kb.js', import.meta.url));

/** The number of rounds: ROUNDS, or else the usual number. */
export function rounds(usual: number): number {
  return Number(process.env['ROUNDS'] ?? usual);
}

/** A call of the built kb on a corpus, on the day that its cards were made for. */
export function kb(
  { root }: Pick<Corpus, 'root'>,
  name: string,
  args: readonly string[],
  before?: () => void,
): Contestant {
  if (!existsSync(path.resolve(bin, '../../dist')))
    throw new Error('there is no dist: npm run build comes first');
  return {
    name,
    args: [bin, ...args],
    cwd: root,
    env: { KB_TODAY: TODAY },
    ...(before && { before }),
  };
}

/** Goals as a Markdown table. */
export function goalTable(goals: readonly Goal[]): string {
  const rows = goals.map(({ what, limit, measured }) => {
    if (measured === null) return `| ${what} | ≤ ${limit} | – | not measured |`;
    return `| ${what} | ≤ ${limit} | ${figure(measured)} | ${measured <= limit ? 'hit' : '**missed**'} |`;
  });
  return ['| | goal | measured | |', '| --- | --: | --: | --- |', ...rows, ''].join('\n');
}

function figure(value: number): string {
  if (Number.isNaN(value)) return 'failed';
  return value < 0.1 ? value.toFixed(3) : value.toFixed(2);
}
