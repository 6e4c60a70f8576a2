/** The gaps of a base: what its log says was looked for in vain, as far as it still is. */
import { askBase } from './ask.js';
import type { Base } from './base.js';
import { usageLogOf, type UsageWorld } from './usage.js';
import { KbError } from '../errors.js';
import { prepareLanguages } from '../search/language.js';
import { gapsOf, searchesIn, type Days, type Gap, type Gaps } from '../usage/gaps.js';

/** Gaps that are filled by now are left out. */
export async function gapsInBase(
  base: Base,
  days: Days,
  world: Pick<UsageWorld, 'env' | 'home'>,
): Promise<Gaps> {
  const events = await usageLogOf(base, world).read();
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

/** Whether there is a card by now: who has filled a gap shall see that it is. */
async function isAnswered(base: Base, text: string): Promise<boolean> {
  try {
    return (await askBase(base, { text, limit: 1 })).total > 0;
  } catch (error) {
    if (error instanceof KbError) return false;
    throw error;
  }
}
