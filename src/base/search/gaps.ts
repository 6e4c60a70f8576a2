/** The gaps of bases: what people searched for in vain according to the usage logs, if it still cannot be found. */
import { askBase } from './search.js';
import type { Base } from '../base.js';
import { usageLogOf, type UsageContext } from './usage.js';
import { KbError } from '../../errors.js';
import type { ListedGaps } from '../../format/gaps.js';
import { prepareLanguages } from '../../search/language.js';
import { byFrequency, gapsOf, searchesIn, type Days, type Gap, type Gaps } from '../../usage/gaps.js';

type LogContext = Pick<UsageContext, 'env' | 'home'>;

/** Returns the gaps of all bases, without those that have been filled. */
export async function gapsInBases(
  bases: readonly Base[],
  days: Days,
  context: LogContext,
): Promise<ListedGaps> {
  const found = await Promise.all(bases.map((base) => gapsInBase(base, days, context)));
  const gapsWithBase = found.flatMap(({ gaps }, at) =>
    gaps.map((gap) => ({ ...gap, base: bases[at]?.name ?? null })),
  );
  const searches = found.reduce((sum, each) => sum + each.searches, 0);
  return { ...days, searches, gaps: gapsWithBase.sort(byFrequency) };
}

async function gapsInBase(base: Base, days: Days, context: LogContext): Promise<Gaps> {
  const events = await usageLogOf(base, context).read();
  const searches = searchesIn(events, days).length;
  if (searches === 0) return { ...days, searches, gaps: [] };
  const { languages: chosen } = base.config;
  const indexed = await base.index.ask(({ engine }) => engine.languages());
  const languages = chosen.length > 0 ? chosen : [...indexed.keys()];
  await prepareLanguages(languages);
  const gaps: Gap[] = [];
  for (const gap of gapsOf(events, days, languages)) {
    const mayBeFilled = gap.kind === 'no-hit' || gap.kind === 'missing-word';
    if (!mayBeFilled || !(await isAnswered(base, gap.query))) gaps.push(gap);
  }
  return { ...days, searches, gaps };
}

/** Whether a search finds a card today, so that a filled gap disappears from the list. */
async function isAnswered(base: Base, text: string): Promise<boolean> {
  try {
    return (await askBase(base, { text, limit: 1 })).total > 0;
  } catch (error) {
    if (error instanceof KbError) return false;
    throw error;
  }
}
