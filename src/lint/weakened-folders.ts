/** The defaults of folders as a branch leaves them: whether what was stale counts as verified, though nobody has read it. */
import { FOLDER_DEFAULTS_FILE } from '../card/defaults.js';
import { addInterval, daysBetween, type Day, type Interval } from '../day.js';
import { counted } from '../text/counted.js';

/** How long a verification holds in a folder, where a card does not say. */
export type IntervalIn = (folder: string) => Interval | null;

/**
 * Path of a `_kb.yaml` → what the branch does to the interval of its folder, where it is longer or there is none any more.
 * What a folder has from the one above it is told there.
 * @param folders those that have the file on either side and had cards, with a `/` at their ends
 * @param before of '..' what the config says; so is `after`
 */
export function longerIntervals(
  folders: readonly string[],
  before: IntervalIn,
  after: IntervalIn,
): Map<string, string> {
  const told = new Map<string, string>();
  for (const folder of folders) {
    const change = (at: string): string => `${intervalText(before(at))} and is ${intervalText(after(at))}`;
    const [was, is] = [before(folder), after(folder)];
    const isLonger = length(is, Infinity) > length(was, is === null ? Infinity : 0);
    if (isLonger && change(folder) !== change(above(folder)))
      told.set(folder + FOLDER_DEFAULTS_FILE, `verify-every was ${change(folder)}`);
  }
  return told;
}

export function intervalText(interval: Interval | null): string {
  return interval === null ? 'never' : counted(interval.count, interval.unit);
}

function above(folder: string): string {
  return folder === '' ? '..' : folder.replace(/[^/]*\/$/, '');
}

const ANY_DAY = '2025-01-01' as Day;

/** In days. Where none held before, any is longer; where none holds any more, nothing is stale. */
function length(interval: Interval | null, none: number): number {
  return interval === null ? none : daysBetween(ANY_DAY, addInterval(ANY_DAY, interval));
}
