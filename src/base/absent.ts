/** What to say where nothing was found: which tag, owner or kind no card of the bases has. */
import type { Base } from './base.js';
import { trustedRows } from './bases.js';
import { absentIn } from '../catalog/absent.js';
import type { Filters } from '../catalog/filter.js';
import type { Day } from '../day.js';
import { shortened } from '../text/shortened.js';

/** Names that are listed where none is near. */
const MOST_NAMED = 8;

/** One line for each value of the filters that no card has. */
export async function absentNotes(
  bases: readonly Base[],
  filtersOn: (today: Day) => Filters,
): Promise<string[]> {
  const filters = bases[0] ? filtersOn(bases[0].today) : [];
  if (filters.length === 0) return [];
  return absentIn(await trustedRows(bases, () => []), filters).map(({ key, value, near, known }) => {
    const lacking = `no card has the ${key} “${shortened(value)}”`;
    if (near !== null) return `${lacking}; did you mean “${near}”?`;
    if (known.length === 0) return lacking;
    const more = known.length > MOST_NAMED ? ', …' : '';
    return `${lacking}; known: ${known.slice(0, MOST_NAMED).join(', ')}${more}`;
  });
}
