/** The same search on Node 24, relative to the start of that Node. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { cache } from './corpus.js';
import { floor, measure, table } from './measure.js';
import { rounds, type Part } from './part.js';
import { install } from './peers.js';
import { searching } from './search.js';

/** Three words on 14k cards. */
export function node24(): Part {
  const what = 'the same on Node 24, 14k cards ÷ its own `node -e 0`';
  const node = findNode();
  if (node === null)
    return { tables: [], goals: [{ what, limit: 2, measured: null }], notes: ['Node 24 was not to be had.'] };
  const results = measure([{ ...floor, command: node }, searching(14_000, node)], rounds(21));
  return {
    tables: [table('On Node 24', results)],
    goals: [{ what, limit: 2, measured: results[1]?.ratio ?? null }],
  };
}

function findNode(): string | null {
  const folder = path.join(cache, 'node24');
  if (!install(folder, 'node@24', 'node')) return null;
  const program = path.join(folder, 'node_modules/node/bin/node');
  return spawnSync(program, ['-e', '0']).status === 0 ? program : null;
}
