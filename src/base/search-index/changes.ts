/** Reads the cards on disk that differ from the index. */
import { idClashes } from '../../card/id.js';
import { outline } from '../../card/outline.js';
import type { ParsedCard } from '../../card/parse.js';
import { withClash } from '../../card/set.js';
import { firstHeading } from '../../card/title.js';
import { encodeRow, markOf, type KeptRow } from '../../catalog/kept-row.js';
import { cardOf, fileOf, type Progress, type Survey } from '../../repo/cards.js';
import type { FileEntry, Repo } from '../../repo/repo.js';
import { blobId, contexts, isKnown, lasting } from '../../repo/unchanged.js';
import { searchedLikeTags, toDocument } from '../../search/document.js';
import type { IndexedDocument } from '../../search/engine.js';
import { prepareLanguages } from '../../search/language.js';
import { rowOf } from '../rows.js';
import { UNKNOWN, type KnownCard, type KnownCards } from './known-cards.js';

export interface Reading {
  readonly repo: Repo;
  readonly survey: Survey;
  readonly before: KnownCards;
  /** When the files were listed, in milliseconds since 1970. */
  readonly now: number;
  readonly progress: Progress;
}

/**
 * Reads the cards whose file, folder defaults, code or id clashes have changed. Passes each to `put` as soon as it is read, so
 * that thousands need not be in memory at once. If a card is passed twice, the second one counts. Returns all cards.
 */
export async function readChanges(
  { repo, survey, before, now, progress }: Reading,
  put: (document: IndexedDocument) => void,
): Promise<KnownCards> {
  const contextOf = contexts(survey);
  // Git is only asked if there is a card that depends on it.
  let found: Promise<string | null> | undefined;
  const head = (): Promise<string | null> => (found ??= headOf(repo));
  const cards = new Map<string, KnownCard>();
  const read = async (entry: FileEntry): Promise<readonly [ParsedCard, blob: string | null]> => {
    const file = await fileOf(repo, entry);
    const card = cardOf(file, survey, survey.defaultsOf(entry.path));
    return [card, typeof file.refused === 'string' ? null : blobId(file.bytes)];
  };
  let reads = 0;
  for (const entry of survey.files) {
    const { path, refused } = entry;
    const context = contextOf(survey.defaultsOf(path));
    const old = before.byPath.get(path);
    const isElse =
      old?.context !== context ||
      old.refused !== refused ||
      (old.bound && (before.head === UNKNOWN || before.head !== (await head())));
    const same = isElse ? undefined : old;
    if (same && isKnown({ ...entry, refused: null }, same)) {
      cards.set(path, same);
      continue;
    }
    const [card, blob] = await read(entry);
    const stamp = lasting(entry.stamp, now);
    if (same && blob !== null && same.blob === blob) cards.set(path, { ...same, stamp });
    else {
      const row = await kept(card, repo);
      put(document(card, row));
      cards.set(path, { ...stateOf(card, row), refused, stamp, blob, context, clash: null });
    }
    progress(cards.size, survey.files.length);
    reads += 1;
  }
  if (reads > 0) progress(survey.files.length, survey.files.length);

  const clashes = idClashes([...cards.values()], survey.roots);
  for (const entry of survey.files) {
    const card = cards.get(entry.path);
    const clash = clashes.get(entry.path);
    if (card?.clash?.id === clash?.id && card?.clash?.unreadable === clash?.unreadable) continue;
    const [parsed, blob] = await read(entry);
    const own = clash ? withClash(parsed, clash, () => firstHeading(parsed.body)) : parsed;
    const row = await kept(own, repo);
    put(document(own, row));
    const { stamp = null, refused = null, context = '' } = card ?? {};
    const { unreadable, undated } = stateOf(own, row);
    cards.set(entry.path, {
      ...stateOf(parsed, row),
      refused,
      stamp: blob === card?.blob ? stamp : null,
      blob,
      context,
      unreadable,
      undated,
      clash: clash ? { id: clash.id, unreadable: clash.unreadable } : null,
    });
  }
  const isBound = [...cards.values()].some(({ bound }) => bound);
  return { head: isBound ? await head() : null, byPath: cards };
}

/** The commit whose code the cards are compared with; null outside git and on an unborn branch, UNKNOWN if git cannot tell. */
async function headOf(repo: Repo): Promise<string | null> {
  const clone = await repo.clone();
  if (clone === null) return null;
  return (await repo.blobs([])) === null ? UNKNOWN : clone.head;
}

/** What an update remembers about a card. The id is the card's own, before clashes are resolved. */
function stateOf({ path, id, explicitId, writtenId, verified }: ParsedCard, { unreadable, facts }: KeptRow) {
  return {
    path,
    id,
    explicitId,
    writtenId,
    unreadable: unreadable !== null,
    undated: facts.verifyBy === null,
    bound: verified.paths !== null,
  };
}

async function kept(card: ParsedCard, repo: Repo): Promise<KeptRow> {
  const row = await rowOf(card, repo);
  await prepareLanguages([row.language]);
  return { ...row, keywords: searchedLikeTags(card) };
}

function document(card: ParsedCard, row: KeptRow): IndexedDocument {
  return { ...toDocument(card, outline(card.body), row.language), stored: encodeRow(row), mark: markOf(row) };
}
