/** Records what people search and open in a clone, and tells how much cards are used. Recording comes last and never fails. */
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

/** What recording needs to know about the command that runs. */
export interface UsageContext {
  readonly env: Environment;
  readonly home: string;
  readonly now: () => Date;
  readonly options: { readonly today?: string; readonly json?: boolean };
}

type LogContext = Pick<UsageContext, 'env' | 'home'>;

/** Returns the log of a base, even if recording is turned off. */
export function usageLogOf({ repo }: Base, { env, home }: LogContext): UsageLog {
  return diskUsageLog(sharedFolder(repo.root, env, home));
}

/** Why nothing is recorded in a base, as half a sentence; null if recording is on. */
export function whyUnrecorded({ config }: Base, { env }: Pick<UsageContext, 'env'>): string | null {
  if (!config.usage) return `${config.file ?? 'the config'} has \`usage: off\``;
  if (env['KB_USAGE'] === 'off') return 'KB_USAGE is off';
  return env['CI'] ? 'this is CI' : null;
}

/**
 * Records a search by people. Searches by programs (`--json`, paths for xargs) must not be recorded: they would drown the rest.
 * @param results the result of each base, in the order of `bases`
 * @param filtered whether options narrowed the search
 */
export async function recordSearch(
  bases: readonly Base[],
  results: readonly SearchResult[],
  filtered: boolean,
  context: UsageContext,
): Promise<void> {
  const found = results.some(({ total }) => total > 0);
  for (const [at, result] of results.entries()) {
    const base = bases[at];
    // If another base has an answer, there is no gap in this one.
    if (!base || (found && result.total === 0)) continue;
    const { query, total, hits, corrected, missingWords } = result;
    // Filters alone are a list, not a search.
    if (query.words.length + query.phrases.length === 0) continue;
    const narrowed = filtered || query.filters.length > 0 || query.fields !== null;
    const ids = hits.map(({ row }) => row.id);
    const searched = { query: query.text, filtered: narrowed, total, hits: ids, missingWords };
    await record(base, context, (when) => searchEvent({ ...searched, corrected: corrected ?? [] }, when));
  }
}

/** Records that a card was opened. */
export async function recordOpen(
  base: Base,
  card: ParsedCard,
  how: How,
  context: UsageContext,
): Promise<void> {
  await record(base, context, async (when) => {
    const { trustIn } = await import('../card-now.js');
    return openEvent(card.id, how, (await trustIn(base, card)).state, when);
  });
}

/** Returns how much the cards of the base are used today; undefined if nothing is known or recording is off. */
export async function useIn(base: Base, context: LogContext): Promise<Use | undefined> {
  const summary = await activeLog(base, context).use();
  if (summary === null || summary.worth.size === 0) return undefined;
  const most = Math.max(...Array.from(summary.worth.keys(), (id) => useOf(summary, id, base.today)));
  return { of: ({ id }) => useOf(summary, id, base.today), most };
}

function activeLog(base: Base, context: LogContext): UsageLog {
  return whyUnrecorded(base, context) === null ? usageLogOf(base, context) : noLog;
}

async function record(
  base: Base,
  context: UsageContext,
  eventAt: (when: Moment) => UsageEvent | Promise<UsageEvent>,
): Promise<void> {
  const { options, now } = context;
  // With `--today`, people look at another day, which says nothing about what they need today.
  const isPretended = options.today !== undefined;
  const log = activeLog(base, context);
  if (options.json || isPretended || log === noLog) return;
  try {
    const event = await eventAt({ day: base.today, at: now().toISOString() });
    await log.append(event, base.today);
  } catch {
    // The card may be gone, or git may not answer: the user did not ask for the record, so it fails silently.
  }
}
