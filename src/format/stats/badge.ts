/** `kb stats --format badge`: the score as JSON for the endpoint badge of shields.io. */
import type { Tally } from '../../stats/tally.js';
import { document } from '../json.js';

/** The lowest score of each color, best first. */
export const COLORS = [
  [90, 'brightgreen'],
  [75, 'green'],
  [60, 'yellowgreen'],
  [40, 'yellow'],
  [20, 'orange'],
  [0, 'red'],
] as const;

export function statsBadge({ score }: Tally): string {
  const color = score === null ? 'lightgrey' : COLORS.find(([least]) => score >= least)?.[1];
  return document({
    label: 'knowledge',
    message: score === null ? 'no cards' : `${score}% verified`,
    color,
  });
}
