/** Decides where in a map new keys go. */
import type { Field } from '../value.js';
import type { Ranks } from './ranks.js';
import type { Content, Context } from './yaml.js';

export interface Put {
  readonly key: string;
  /** Its rank in the order of the fields. */
  readonly rank: number;
  readonly content: Content;
}

/** After or before a key that stays; at the start of the map if no key does. */
export interface Spot {
  readonly side: 'behind' | 'before' | 'start';
  readonly at: number;
}

/** The keys for one spot, in order. */
export type Group = readonly [spot: Spot, puts: readonly Put[]];

/** The map that keys are added to. */
export interface Target {
  /** The name that leads there, with a trailing dot; '' for the front matter itself. */
  readonly path: string;
  readonly context: Context;
  /** The keys that stay. */
  readonly kept: readonly Field[];
  readonly ranks: Ranks;
}

/** Groups new keys by their spots. */
export function groupsOf(puts: Iterable<Put>, target: Target): Group[] {
  const groups = new Map<string, readonly [Spot, Put[]]>();
  for (const put of [...puts].sort((a, b) => a.rank - b.rank)) {
    const spot = spotOf(put, target);
    const id = `${spot.at} ${spot.side}`;
    const group = groups.get(id) ?? ([spot, []] as const);
    group[1].push(put);
    groups.set(id, group);
  }
  return [...groups.values()];
}

function spotOf({ rank, content }: Put, target: Target): Spot {
  const { path, kept, ranks } = target;
  const isLines = path === '' && typeof content !== 'string' && ranks.isRecord(rank);
  const ranked = kept.flatMap((field) => {
    const own = ranks.of(path + field.key);
    return own === undefined || (isLines && !ranks.isRecord(own)) ? [] : [{ field, rank: own }];
  });
  // Lists and maps go below the days and intervals, whatever their rank, because a base keeps those together.
  const above = isLines
    ? ranked.filter((each) => each.rank <= rank || typeof each.field.value === 'string').at(-1)
    : ranked.filter((each) => each.rank <= rank).sort((a, b) => b.rank - a.rank)[0];
  if (above) return behind(above.field);
  const next = isLines ? undefined : ranked.sort((a, b) => a.rank - b.rank)[0];
  if (next) return before(next.field, target);
  const last = kept.at(-1);
  return last ? behind(last) : { side: 'start', at: 0 };
}

/** Before a key means after the one above it, so that a comment above the key stays with it. */
function before(field: Field, { kept, context }: Target): Spot {
  const above = kept[kept.indexOf(field) - 1];
  if (above) return behind(above);
  return context === 'flow' ? { side: 'before', at: field.keyRange.from } : { side: 'start', at: 0 };
}

function behind(field: Field): Spot {
  return { side: 'behind', at: field.range.to };
}
