/** Keys of a map in braces: adds and removes them together with their commas. */
import type { Edit } from '../card.js';
import { cut, removeItems } from '../edit.js';
import type { Field, Fields, Node } from '../value.js';
import type { Group } from './spot.js';
import { flowContent, flowEntries } from './yaml.js';

/** @param entry the key whose value is the map; its value may also be missing */
export function putsInBraces({ value, range: { from, to } }: Field, groups: readonly Group[]): Edit[] {
  if (value === null) {
    const puts = groups.flatMap(([, each]) => each);
    if (puts.length === 0) return [];
    return [{ from, to, text: ` ${flowContent(new Map(puts.map(({ key, content }) => [key, content])))}` }];
  }
  return groups.map(([{ side, at }, puts]) => {
    const text = flowEntries(puts.map(({ key, content }) => [key, content] as const));
    if (side === 'behind') return { from: at, to: at, text: `, ${text}` };
    return side === 'before'
      ? { from: at, to: at, text: `${text}, ` }
      : { from: from + 1, to: from + 1, text };
  });
}

/** Removes adjacent keys together, with the comma before them; if they are the first, with the comma after them. */
export function cutsInBraces(
  text: string,
  fields: Fields,
  { range }: Node,
  gone: ReadonlySet<number>,
): Edit[] {
  if (gone.size === 0) return [];
  const all = [...fields.values()].map((field) => ({
    value: field.value,
    range: { ...field.keyRange, to: field.range.to },
  }));
  const [first, last] = [all[0]?.range.from ?? range.from, all.at(-1)?.range.to ?? range.from];
  if (gone.size === all.length) {
    return [cut(first, last + (/^\s*,/.exec(text.slice(last, range.to))?.[0].length ?? 0))];
  }
  /** Whether nothing but a comma is between an item and the one before it. */
  const follows = (at: number): boolean =>
    at > 0 && at < all.length && /^\s*,\s*$/.test(text.slice(all[at - 1]?.range.to, all[at]?.range.from));
  return runs(gone).flatMap(([start, end]) => {
    const run = Array.from({ length: end - start + 1 }, (_, at) => start + at);
    const isOne = run.slice(1).every(follows);
    if (isOne && follows(start)) return cut(all[start - 1]?.range.to ?? first, all[end]?.range.to ?? last);
    if (isOne && follows(end + 1))
      return cut(all[start]?.range.from ?? first, all[end + 1]?.range.from ?? last);
    return removeItems(text, { value: all, range }, new Set(run));
  });
}

/** Returns the first and last number of each run of consecutive numbers. */
function runs(sorted: ReadonlySet<number>): [first: number, last: number][] {
  const found: [number, number][] = [];
  for (const each of sorted) {
    const run = found.at(-1);
    if (run?.[1] === each - 1) run[1] = each;
    else found.push([each, each]);
  }
  return found;
}
