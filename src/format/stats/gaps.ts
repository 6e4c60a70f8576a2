/** Says what a history leaves out because it is not in this clone, and how to get it. */
import type { Trend } from '../../stats/trend.js';
import { counted } from '../../text/counted.js';

/** Null if nothing is left out. */
export function gapsIn({ complete, lacking, since, points }: Trend): string | null {
  const newest = lacking.at(-1);
  if (newest !== undefined) {
    const months = `${lacking.length} of ${counted(lacking.length + points.length - 1, 'month')}`;
    return `this clone is partial: files of ${months} are missing, the newest of ${newest}; git fetch --refetch --no-filter`;
  }
  return complete ? null : `this clone is shallow: its history starts on ${since}; git fetch --unshallow`;
}
