/** The parts of the benchmarks by name, in the order of the report. */
import { indexing } from './index.js';
import { lint } from './lint.js';
import { memory } from './memory.js';
import { node24 } from './node24.js';
import { goalTable, type Part } from './part.js';
import { search, small } from './search.js';
import { startUp } from './start-up.js';

export interface Named {
  readonly title: string;
  readonly measure: () => Part;
}

export const PARTS: ReadonlyMap<string, Named> = new Map([
  ['start-up', { title: 'Start-up', measure: startUp }],
  ['small', { title: 'Search over 1k cards', measure: small }],
  // Also makes the indexes that the searches need, because the biggest one takes minutes.
  ['index', { title: 'Index', measure: indexing }],
  ['search', { title: 'Search', measure: search }],
  ['node24', { title: 'Search on Node 24', measure: node24 }],
  ['memory', { title: 'Memory of a search', measure: memory }],
  ['lint', { title: 'Lint', measure: lint }],
]);

/** The tables and notes of a part as Markdown, and its goals unless they are listed elsewhere. */
export function section(title: string, { tables, goals, notes = [] }: Part, withGoals: boolean): string {
  return [
    `## ${title}\n`,
    ...(withGoals && goals.length > 0 ? [goalTable(goals)] : []),
    ...tables,
    ...notes.map((note) => `${note}\n`),
  ].join('\n');
}
