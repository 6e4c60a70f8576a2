/** Exports the index of a base for a web page: in Lunr's own format, with only the cards that its readers may see. */
import { outline } from '../../card/outline.js';
import type { CatalogRow } from '../../catalog/catalog.js';
import type { Base } from '../base.js';
import { KbError } from '../../errors.js';
import { toDocument } from '../../search/document.js';
import type { ExportedCard, ExportedIndex } from '../../search/engines/lunr/prepare.js';
import { stockIndex } from '../../search/engines/lunr/stock.js';

/** Audiences that a page can be for; restricted cards are never exported. */
export const READERS = ['public', 'internal'] as const;
export type Readers = (typeof READERS)[number];

/** Most characters of card text: 33 million take Lunr 1.2 GB of memory, and 80 MB as a file. */
const LONGEST_TEXT = 40_000_000;

/** Returns the index of the cards for these readers. Throws KbError `usage` if there are none, or too much text. */
export async function exportIndex(base: Base, readers: Readers): Promise<ExportedIndex> {
  const [{ cards }, catalog] = await Promise.all([base.cards(), base.catalog()]);
  const rows = new Map(catalog.filter((row) => isFor(row, readers)).map((row) => [row.path, row]));
  if (rows.size === 0) {
    const hint = 'set `audience: public` in cards, or kb index --export FILE --audience internal';
    throw new KbError('usage', `no card is ${readers === 'public' ? 'public' : 'public or internal'}`, hint);
  }
  const chosen = cards.filter(({ path }) => rows.has(path));
  const length = chosen.reduce((sum, { body }) => sum + body.length, 0);
  if (length > LONGEST_TEXT) {
    const message = `Lunr takes at most ${LONGEST_TEXT} characters of text, found ${length}`;
    throw new KbError('usage', message, 'kb search --json works with any number of cards');
  }
  const documents = chosen.flatMap((card) => {
    const row = rows.get(card.path);
    return row ? [toDocument(card, outline(card.body), row.language)] : [];
  });
  const { languages, ranking } = base.config;
  const ids = new Set([...rows.values()].map(({ id }) => id));
  const facts = [...rows.values()].map((row) => factsOf(row, ids));
  const spoken = [...new Set(facts.map(({ language }) => language))].sort();
  return stockIndex(documents, facts, languages.length > 0 ? languages : spoken, ranking.boosts);
}

/** Leaves out drafts and archived cards, because the page has no warnings, and unreadable ones, whose audience is unknown. */
function isFor({ audience, unreadable, facts }: CatalogRow, readers: Readers): boolean {
  if (unreadable !== null || facts.status === 'draft' || facts.status === 'archived') return false;
  return audience === 'public' || audience === readers;
}

function factsOf(
  { path, id, title, kind, tags, language, audience, facts }: CatalogRow,
  ids: ReadonlySet<string>,
): ExportedCard {
  const { verifyBy, supersededBy } = facts;
  const superseded = supersededBy !== null;
  return {
    path,
    id,
    title,
    kind,
    tags,
    language,
    audience,
    verifyBy,
    superseded,
    // The name of a card that is not exported may reveal too much.
    supersededBy: superseded && ids.has(supersededBy) ? supersededBy : null,
  };
}
