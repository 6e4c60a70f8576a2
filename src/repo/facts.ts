/** Collects the facts of every card for lint, and keeps them between runs, so that only changed cards are read again. */
import { resolveIds } from '../card/set.js';
import { titleAmong } from '../card/title.js';
import { factsOf, type CardFacts } from '../lint/facts.js';
import { trustFacts } from '../trust/verify.js';
import { cardOf, fileOf, withTypos, type Progress, type Survey } from './cards.js';
import { decodeFacts, encodeFacts, NOTHING_KEPT, type Kept, type KeptFacts } from './kept-facts.js';
import { NOWHERE, type Keeping } from './keeping.js';
import { readOwn, writeOwn } from './own-file.js';
import type { Repo } from './repo.js';
import type { Store } from './store.js';
import { blobId, contexts, isKnown, lasting } from './unchanged.js';

/** Name of the file in the store. */
const FILE = 'facts';

/** The facts of all cards, sorted by path. A file with the same stamp or content as last time is not parsed again. */
export async function readFacts(
  repo: Repo,
  survey: Survey,
  { store, version }: Keeping = NOWHERE,
  progress: Progress = () => undefined,
): Promise<CardFacts[]> {
  const kept = await read(store, version);
  const now = Date.now();
  const contextOf = contexts(survey);
  const { files } = survey;
  const all: KeptFacts[] = [];
  let reads = 0;
  let isOld = false;
  for (const entry of files) {
    const { path } = entry;
    const defaults = survey.defaultsOf(path);
    const context = contextOf(defaults);
    const old = kept.byPath.get(path);
    const same = old?.context === context ? old : undefined;
    if (same && isKnown(entry, same)) {
      all.push(same);
      continue;
    }
    const file = await fileOf(repo, entry);
    const blob = typeof file.refused === 'string' ? null : blobId(file.bytes);
    const stamp = lasting(entry.stamp, now);
    const facts =
      same && blob !== null && same.blob === blob ? same.facts : factsOf(cardOf(file, survey, defaults));
    all.push({ path, stamp, blob, context, facts });
    isOld ||= facts !== same?.facts || stamp !== null;
    progress(all.length, files.length);
    reads += 1;
  }
  if (reads > 0) progress(files.length, files.length);
  const keepable = all.filter(({ blob }) => blob !== null);
  if (isOld || kept.byPath.size !== keepable.length) {
    await writeOwn(store, FILE, encodeFacts(keepable, version, kept));
  }
  return completed(
    all.map(({ facts }) => facts),
    survey,
  );
}

async function read(store: Store, version: string): Promise<Kept> {
  const bytes = await readOwn(store, FILE);
  try {
    return (bytes && decodeFacts(bytes, version)) ?? NOTHING_KEPT;
  } catch {
    // The checksum matches but the content does not decode: the facts are simply computed again.
    return NOTHING_KEPT;
  }
}

/** The facts, completed with what only the whole base can tell. */
function completed(facts: readonly CardFacts[], { names, roots }: Survey): CardFacts[] {
  const alone = facts.map(({ card }) => card);
  const cards = resolveIds(withTypos(alone, names), roots, (_, at) => titleAmong(facts[at]?.headings ?? []));
  return facts.map((own, at): CardFacts => {
    const card = cards[at] ?? own.card;
    if (card === own.card) return own;
    if (card.unreadable === own.card.unreadable) return { ...own, card };
    return { ...own, card, trust: trustFacts(card, null), front: null };
  });
}
