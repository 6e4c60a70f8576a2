/** Archiving and restoring cards: which card may supersede them, which cards still link to them, what has to be written. */
import type { Base } from '../base.js';
import { inspect } from '../lint/inspection.js';
import type { CardEdit } from './record.js';
import type { CanonicalField } from '../../card/fields.js';
import type { ParsedCard } from '../../card/parse.js';
import type { Written } from '../../card/write.js';
import { KbError } from '../../errors.js';
import { linksOf } from '../../lint/targets.js';
import { quoted } from '../../text/shell.js';
import { fold } from '../../text/fold.js';

/** A link from a card that stays to one that is archived. */
export interface LastLink {
  /** Path of the card with the link. */
  readonly path: string;
  readonly line: number;
  /** Path of the linked card. */
  readonly to: string;
}

/** Returns the links from cards that stay in use to these cards. */
export async function lastLinks(base: Base, cards: readonly ParsedCard[]): Promise<LastLink[]> {
  const { scope } = await inspect(base);
  const gone = new Set(cards.map(({ path }) => path));
  const isRead = (path: string): boolean =>
    scope.byPath.get(path)?.card.status !== 'archived' && !gone.has(path);
  return [...scope.shared(linksOf)].flatMap(([path, list]) => {
    // A line may link to one card more than once.
    const places = new Map<string, LastLink>();
    for (const { link, target } of isRead(path) ? list : []) {
      if (target.kind !== 'card' || !gone.has(target.path)) continue;
      places.set(`${link.line} ${target.path}`, { path, line: link.line, to: target.path });
    }
    return [...places.values()];
  });
}

/** Returns the edits that restore cards: afterwards they are neither archived nor superseded. */
export function restoringEdits(cards: readonly ParsedCard[]): readonly CardEdit[] {
  return cards.map((card): CardEdit => {
    const fields = new Map<CanonicalField, Written>();
    if (card.status === 'archived') fields.set('status', null);
    if (card.supersededBy !== null) fields.set('superseded-by', null);
    return {
      card,
      fields,
      alreadySet: card.status === 'active' ? ['status', 'superseded-by'] : ['superseded-by'],
    };
  });
}

/**
 * Why a card cannot supersede others, with a hint; null if it can.
 * It must not be superseded itself, which also rules out cycles.
 */
export function successorProblem(
  cards: readonly ParsedCard[],
  { id, path, status, supersededBy }: ParsedCard,
): { readonly why: string; readonly hint: string } | null {
  if (cards.some((card) => card.path === path)) {
    return { why: `${path} cannot supersede itself`, hint: `kb search ${id}` };
  }
  if (supersededBy !== null) {
    const isBack = cards.some((card) => fold(card.id) === fold(supersededBy));
    return isBack
      ? {
          why: `${path} is superseded by ${supersededBy}: readers would go in circles`,
          hint: `kb archive --restore ${id}`,
        }
      : {
          why: `${path} is itself superseded: readers are sent to ${supersededBy}`,
          hint: `kb show ${quoted(supersededBy)}`,
        };
  }
  if (status === 'draft')
    return { why: `${path} is a draft: it is not finished`, hint: `kb edit ${quoted(path)}` };
  if (status !== 'archived') return null;
  return {
    why: `${path} is itself archived: readers cannot be sent there`,
    hint: `kb archive --restore ${id}`,
  };
}

/** Throws KbError `usage` if a card cannot supersede the others. */
export function refuseSuccessor(cards: readonly ParsedCard[], successor: ParsedCard): void {
  const problem = successorProblem(cards, successor);
  if (problem) throw new KbError('usage', problem.why, problem.hint);
}
