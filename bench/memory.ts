/** How much memory a warm `kb search` takes, compared with Node itself. */
import { floor, table, weigh } from './measure.js';
import { rounds, type Part } from './part.js';
import { searching } from './search.js';

/** Peak memory with 14k cards. */
export function memory(): Part {
  const { peaks } = weigh([floor, searching(14_000)], rounds(7), 1);
  return {
    tables: [table('Peak memory, 14k cards', peaks, 'MiB')],
    goals: [
      {
        what: 'peak memory of `kb search`, 14k cards ÷ `node -e 0`',
        limit: 1.2,
        measured: peaks[1]?.ratio ?? null,
      },
    ],
  };
}
