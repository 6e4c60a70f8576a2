/** What a clone records of its own use, and how much that says a card is used. Called when the answer stands; it never fails. */
import type { Base } from '../base.js';
import type { ParsedCard } from '../../card/parse.js';
import type { Environment } from '../../io.js';
import { sharedFolder } from '../../repo/store.js';
import { diskUsageLog } from '../../repo/usage-log.js';
import type { Use } from '../../search/rank.js';
import type { SearchResult } from '../../search/search.js';
import { openEvent, searchEvent, type How, type Moment, type UsageEvent } from '../../usage/event.js';
import { noLog, type UsageLog } from '../../usage/log.js';
import { useOf } from '../../usage/use.js';

/** What it takes of the surroundings of a call. */
export interface UsageWorld {
  readonly env: Environment;
  readonly home: string;
  readonly now: () => Date;
  readonly options: { readonly today?: string; readonly json?: boolean };
}

type Place = Pick<UsageWorld, 'env' | 'home'>;

/** The log of a base, whether or not anything is added to it. */
export function usageLogOf({ repo }: Base, { env, home }: Place): UsageLog {
  return diskUsageLog(sharedFolder(repo.root, env, home));
}

/** Why nothing is recorded in a base, as half a sentence; null where it is. */
export function whyUnrecorded({ config }: Base, { env }: Pick<UsageWorld, 'env'>): string | null {
  if (!config.usage) return `${config.file ?? 'the config'} has \`usage: off\``;
  if (env['KB_USAGE'] === 'off') return 'KB_USAGE is off';
  return env['CI'] ? 'this is CI' : null;
}

/**
 * Records a search that people asked; what programs ask again and again (`--json`, paths for xargs) would drown it.
 * @param results those of each base
 * @param filtered flags narrowed the search
 */
export async function recordSearch(
  bases: readonly Base[],
  results: readonly SearchResult[],
  filtered: boolean,
  world: UsageWorld,
): Promise<void> {
  const found = results.some(({ total }) => total > 0);
  for (const [at, result] of results.entries()) {
    const base = bases[at];
    // What another base has answered is no gap in this one.
    if (!base || (found && result.total === 0)) continue;
    const { query, total, hits, corrected, lacking } = result;
    // Filters alone are no question.
    if (query.words.length + query.phrases.length === 0) continue;
    const narrowed = filtered || query.filters.length > 0 || query.fields !== null;
    const ids = hits.map(({ row }) => row.id);
    const searched = { query: query.text, filtered: narrowed, total, hits: ids, lacking };
    await record(base, world, (when) => searchEvent({ ...searched, corrected: corrected ?? [] }, when));
  }
}

/** Records that somebody took a card to hand. */
export async function recordOpen(base: Base, card: ParsedCard, how: How, world: UsageWorld): Promise<void> {
  await record(base, world, async (when) => {
    const { trustIn } = await import('../card-now.js');
    return openEvent(card.id, how, (await trustIn(base, card)).state, when);
  });
}

/** How much cards of the base are used today; undefined where nothing is known, nothing is recorded, and in CI. */
export async function useIn(base: Base, world: Place): Promise<Use | undefined> {
  const summary = await activeLog(base, world).use();
  if (summary === null || summary.worth.size === 0) return undefined;
  const most = Math.max(...Array.from(summary.worth.keys(), (id) => useOf(summary, id, base.today)));
  return { of: ({ id }) => useOf(summary, id, base.today), most };
}

function activeLog(base: Base, world: Place): UsageLog {
  return whyUnrecorded(base, world) === null ? usageLogOf(base, world) : noLog;
}

async function record(
  base: Base,
  world: UsageWorld,
  eventAt: (when: Moment) => UsageEvent | Promise<UsageEvent>,
): Promise<void> {
  const { options, now } = world;
  // Who pretends another day looks at it, and asks nothing of today.
  const isPretended = options.today !== undefined;
  const log = activeLog(base, world);
  if (options.json || isPretended || log === noLog) return;
  try {
    const event = await eventAt({ day: base.today, at: now().toISOString() });
    await log.append(event, base.today);
  } catch {
    // A card that vanished, a git that does not answer: nobody asked for the record.
  }
}
