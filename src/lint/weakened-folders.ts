/**
 * Finds folders in which a branch makes verifications last longer, so that stale cards count as verified although nobody has
 * read them.
 */
import { FOLDER_DEFAULTS_FILE } from '../card/defaults.js';
import { addInterval, daysBetween, type Day, type Interval } from '../day.js';
import { counted } from '../text/counted.js';

/** How long a verification lasts in a folder, for cards that do not say; null if there is no interval. */
export type IntervalIn = (folder: string) => Interval | null;

/**
 * Returns, by path of a `_kb.yaml`, how the branch changes the interval of its folder, if it makes it longer or removes it. A
 * change inherited from the folder above is reported only there.
 * @param folders folders that have the file on either side and had cards, with a `/` at the end
 * @param before intervals at the start of the branch; for '..' the one in the config. The same goes for `after`.
 */
export function longerIntervals(
  folders: readonly string[],
  before: IntervalIn,
  after: IntervalIn,
): Map<string, string> {
  const messages = new Map<string, string>();
  for (const folder of folders) {
    const change = (at: string): string => `${intervalText(before(at))} and is ${intervalText(after(at))}`;
    const [was, is] = [before(folder), after(folder)];
    const isLonger = length(is, Infinity) > length(was, is === null ? Infinity : 0);
    if (isLonger && change(folder) !== change(above(folder)))
      messages.set(folder + FOLDER_DEFAULTS_FILE, `verify-every was ${change(folder)}`);
  }
  return messages;
}

export function intervalText(interval: Interval | null): string {
  return interval === null ? 'never' : counted(interval.count, interval.unit);
}

function above(folder: string): string {
  return folder === '' ? '..' : folder.replace(/[^/]*\/$/, '');
}

const ANY_DAY = '2025-01-01' as Day;

/**
 * Length in days. A new interval counts as longer than none, and a removed one as infinite, because cards then never become
 * stale.
 */
function length(interval: Interval | null, none: number): number {
  return interval === null ? none : daysBetween(ANY_DAY, addInterval(ANY_DAY, interval));
}
