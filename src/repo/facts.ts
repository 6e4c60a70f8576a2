/** The facts of every card, for lint: kept by content between runs, so that only what has changed is read. */
import { createHash } from 'node:crypto';
import type { CardDefaults } from '../card/defaults.js';
import { settleIds } from '../card/set.js';
import { titleAmong } from '../card/title.js';
import { factsOf, type CardFacts } from '../lint/facts.js';
import { trustFacts } from '../trust/verify.js';
import { cardOf, fileOf, withTypos, type Progress, type Survey } from './cards.js';
import { decodeFacts, encodeFacts, NOTHING_KEPT, type Kept, type KeptFacts } from './kept-facts.js';
import type { FileEntry, Repo, Stamp } from './repo.js';
import { diskStore, noStore, storeFolder, type Environment, type Store } from './store.js';

declare const KB_BUILD: string | undefined;

/** Name of the file in the store. */
const FILE = 'facts';
/** Milliseconds: a file that changed so shortly before it was read may change again under the same stamp. */
const TOO_YOUNG = 2500;

export interface Keeping {
  readonly store: Store;
  /** Of what makes the facts; kept ones of another version are not used. */
  readonly version: string;
}

const NOWHERE: Keeping = { store: noStore, version: '' };

/** The store of the base at a folder. Unbuilt source keeps nothing: it changes without a version. */
export function keepingAt(root: string, env: Environment, home: string): Keeping {
  if (typeof KB_BUILD !== 'string') return NOWHERE;
  return { store: diskStore(storeFolder(root, env, home)), version: KB_BUILD };
}

/** The facts of all cards, sorted by path. A file with the stamp or the content of the last time is not parsed again. */
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
    await store.writeAtomic(FILE, encodeFacts(keepable, version, kept));
  }
  return settled(
    all.map(({ facts }) => facts),
    survey,
  );
}

async function read(store: Store, version: string): Promise<Kept> {
  const bytes = await store.read(FILE);
  try {
    return (bytes && decodeFacts(bytes, version)) ?? NOTHING_KEPT;
  } catch {
    // The sum is right and the content is not: nobody but us would do that, and it helps nobody to say so.
    return NOTHING_KEPT;
  }
}

/** Whether a file can be known for that of the last time without being opened. */
function isKnown({ stamp, blob, refused }: FileEntry, old: KeptFacts): boolean {
  if (refused !== null) return false;
  if (blob !== undefined) return blob === old.blob;
  return stamp !== undefined && old.stamp !== null && stamp.every((part, at) => part === old.stamp?.[at]);
}

/** A stamp that no later write can have; null where one could. */
function lasting(stamp: Stamp | undefined, now: number): Stamp | null {
  if (!stamp) return null;
  const [, modified, changed] = stamp;
  return Math.max(modified, changed) < now - TOO_YOUNG ? stamp : null;
}

/** Git's id of a file's content. */
export function blobId(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** What the facts of a card depend on besides its path and content, in a few letters. */
function contexts({ names, roots, people }: Survey): (defaults: CardDefaults) => string {
  const shared = JSON.stringify([names.dialect, [...names.names], roots, [...people].sort()]);
  const made = new Map<string, string>();
  return (defaults) => {
    const own = JSON.stringify(defaults);
    const known = made.get(own);
    if (known !== undefined) return known;
    const context = createHash('sha256').update(`${shared}\n${own}`).digest('base64url').slice(0, 22);
    made.set(own, context);
    return context;
  };
}

/** The facts with what only the whole base can tell. */
function settled(facts: readonly CardFacts[], { names, roots }: Survey): CardFacts[] {
  const alone = facts.map(({ card }) => card);
  const cards = settleIds(withTypos(alone, names), roots, (_, at) => titleAmong(facts[at]?.headings ?? []));
  return facts.map((own, at): CardFacts => {
    const card = cards[at] ?? own.card;
    if (card === own.card) return own;
    if (card.unreadable === own.card.unreadable) return { ...own, card };
    return { ...own, card, trust: trustFacts(card, null), front: null };
  });
}
