/** Prints parts of the benchmarks: `npx tsx bench/run.ts start-up small search …`. Build first. */
import { indexing } from './index.js';
import { lint } from './lint.js';
import { memory } from './memory.js';
import { node24 } from './node24.js';
import { goalTable, type Part } from './part.js';
import { search, small } from './search.js';
import { startUp } from './start-up.js';

const PARTS = new Map<string, () => Part>([
  ['start-up', startUp],
  ['small', small],
  ['search', search],
  ['memory', memory],
  ['node24', node24],
  ['index', indexing],
  ['lint', lint],
]);

for (const name of process.argv.slice(2)) {
  const part = PARTS.get(name);
  if (!part) throw new Error(`expected some of ${[...PARTS.keys()].join(', ')}, found “${name}”`);
  const { tables, goals, notes = [] } = part();
  const blocks = [...tables, ...(goals.length > 0 ? [goalTable(goals)] : []), ...notes];
  process.stdout.write(`\n${blocks.join('\n')}\n`);
}
