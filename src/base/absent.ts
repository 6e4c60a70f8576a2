/** Notes for an empty result: which filter values (tag, owner, kind, …) no card of the bases has. */
import type { Base } from './base.js';
import { trustedRows } from './bases.js';
import { absentIn } from '../catalog/absent.js';
import type { Filters } from '../catalog/filter.js';
import type { Day } from '../day.js';
import { shortened } from '../text/shortened.js';

/** Most known values that are listed if none is similar. */
const MOST_NAMED = 8;

/** Returns one line for each filter value that no card has, with a similar value or the known ones. */
export async function absentNotes(
  bases: readonly Base[],
  filtersOn: (today: Day) => Filters,
): Promise<string[]> {
  const filters = bases[0] ? filtersOn(bases[0].today) : [];
  if (filters.length === 0) return [];
  return absentIn(await trustedRows(bases, () => []), filters).map(({ key, value, near, known }) => {
    const message = `no card has the ${key} “${shortened(value)}”`;
    if (near !== null) return `${message}; did you mean “${near}”?`;
    if (known.length === 0) return message;
    const more = known.length > MOST_NAMED ? ', …' : '';
    return `${message}; known: ${known.slice(0, MOST_NAMED).join(', ')}${more}`;
  });
}
