/** Cards that nobody needs any more, and cards that come back: what has to be written, and who still links there. */
import type { Base } from './base.js';
import { inspect } from './inspection.js';
import { planEdits, type CardEdit, type Rewrite } from './record.js';
import type { CanonicalField } from '../card/fields.js';
import { foldedId } from '../card/id.js';
import type { ParsedCard } from '../card/parse.js';
import type { Written } from '../card/write.js';
import { KbError } from '../errors.js';
import { linksOf } from '../lint/targets.js';
import type { CommitMessage } from '../repo/commit.js';
import { quoted } from '../repo/quoted.js';

/** A link of a card that stays to one that goes. */
export interface LastLink {
  /** Where it stands. */
  readonly path: string;
  readonly line: number;
  /** Path of the card that it leads to. */
  readonly to: string;
}

export interface ArchivePlan {
  readonly changes: readonly Rewrite[];
  readonly links: readonly LastLink[];
  readonly message: CommitMessage;
}

/**
 * Cards to be archived.
 * Throws KbError `usage` where readers would be sent in a circle, or to a card that sends them on.
 * @param successor the card that is read instead
 * @param why for the commit; may be empty
 */
export async function planArchive(
  base: Base,
  cards: readonly ParsedCard[],
  successor: ParsedCard | null,
  why: string,
): Promise<ArchivePlan> {
  if (successor) refuseSuccessor(cards, successor);
  const changes = planEdits(
    base,
    cards.map((card): CardEdit => {
      const fields = new Map<CanonicalField, Written>([['status', 'archived']]);
      if (successor) fields.set('superseded-by', successor.id);
      return { card, fields };
    }),
  );
  const { scope } = await inspect(base);
  const gone = new Set(cards.map(({ path }) => path));
  const isRead = (path: string): boolean =>
    scope.byPath.get(path)?.card.status !== 'archived' && !gone.has(path);
  const links = [...scope.shared(linksOf)].flatMap(([path, list]) =>
    (isRead(path) ? list : []).flatMap(({ link, target }): LastLink[] =>
      target.kind === 'card' && gone.has(target.path) ? [{ path, line: link.line, to: target.path }] : [],
    ),
  );
  const rest = successor ? `, superseded by ${successor.id}` : '';
  return { changes, links, message: { subject: `Archive ${named(cards)}${rest}`, body: why } };
}

/** Cards to be brought back: neither archived nor superseded. @param why for the commit; may be empty */
export function planRestore(base: Base, cards: readonly ParsedCard[], why: string): ArchivePlan {
  const changes = planEdits(
    base,
    cards.map((card): CardEdit => {
      const fields = new Map<CanonicalField, Written>();
      if (card.status === 'archived') fields.set('status', null);
      if (card.supersededBy !== null) fields.set('superseded-by', null);
      return { card, fields };
    }),
  );
  return { changes, links: [], message: { subject: `Restore ${named(cards)}`, body: why } };
}

/** Where the card that takes over is read itself, no chain can come back to where it began. */
function refuseSuccessor(cards: readonly ParsedCard[], { id, path, status, supersededBy }: ParsedCard): void {
  const no = (why: string, hint: string): never => {
    throw new KbError('usage', `${path} ${why}`, hint);
  };
  if (cards.some((card) => card.path === path)) no('cannot take over from itself', `kb search ${id}`);
  if (supersededBy !== null) {
    const isBack = cards.some((card) => foldedId(card.id) === foldedId(supersededBy));
    if (isBack)
      no(`is superseded by ${supersededBy}: readers would go in a circle`, `kb archive --restore ${id}`);
    no(
      `is superseded itself: readers are sent to ${supersededBy}`,
      `--superseded-by ${quoted(supersededBy)}`,
    );
  }
  if (status === 'archived')
    no('is archived itself: no reader can be sent there', `kb archive --restore ${id}`);
}

/** Cards that a subject names; more are counted. */
const NAMED = 3;

function named(cards: readonly ParsedCard[]): string {
  return cards.length > NAMED ? `${cards.length} cards` : cards.map(({ id }) => id).join(', ');
}
