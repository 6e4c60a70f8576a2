/** Describes the cards of a base for the reconciler of issues. */
import type { Base } from '../base.js';
import { cardHistory } from '../history/history.js';
import { clashingId, derivedId } from '../../card/id.js';
import type { ParsedCard } from '../../card/parse.js';
import { candidatesOf } from '../../forge/plan/assignees.js';
import type { CardCase } from '../../forge/plan/case.js';
import { issueNeed } from '../../forge/plan/need.js';
import { prefixOf } from '../../repo/place.js';
import { fold } from '../../text/fold.js';
import { trustOf } from '../../trust/trust.js';

/** Returns all cards, sorted by path. Throws KbError if the cards cannot be listed. */
export async function cardCases(base: Base): Promise<readonly CardCase[]> {
  const { repo, config, today } = base;
  const lead = prefixOf(repo.root);
  const [{ cards }, rows, { ownersOf }] = await Promise.all([
    base.cards(),
    base.catalog(),
    repo.codeowners(),
  ]);
  const facts = new Map(rows.map((row) => [row.path, row.facts]));
  const candidates = candidatesOf(config.people, config.defaults.owner);
  const former = await formerIds(base, cards);
  return cards.flatMap((card): CardCase[] => {
    const { id, path, title, aliases, owner } = card;
    const known = facts.get(path);
    if (!known) return [];
    const trust = trustOf(known, today, config.warn);
    return [
      {
        id,
        aliases: [...new Set([...aliases, ...(former.get(path) ?? [])])],
        path: lead + path,
        title,
        ...issueNeed(trust, config.issues.for),
        due: trust.verifyBy,
        trust,
        candidates: candidates(owner, ownersOf(path)),
      },
    ];
  });
}

/** Most unreadable cards whose former ids are looked up in git. */
const MOST_ASKED = 100;
/** Newest versions of each that are read. */
const MOST_VERSIONS = 10;

/**
 * Other ids by which an issue may know a card, by the card's path: those made from the path, and for an unreadable card the id
 * that it states and those that it had in git. Without them, its issue would be closed as if the card was gone.
 * Stated aliases are left out, because they belong to the cards that state them.
 */
async function formerIds(
  base: Base,
  cards: readonly ParsedCard[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { roots } = await base.survey();
  const taken = new Set(cards.flatMap(({ aliases }) => aliases));
  const former = new Map<string, string[]>();
  let historiesRead = 0;
  for (const card of cards) {
    const { path, id, explicitId, unreadable, writtenId } = card;
    const ids: string[] = [];
    if (!explicitId) {
      const own = derivedId(path, roots);
      ids.push(own, clashingId(own, path));
    }
    if (unreadable !== null) {
      if (writtenId) ids.push(fold(writtenId.text));
      historiesRead += 1;
      if (historiesRead <= MOST_ASKED) ids.push(...(await idsBefore(base, path)));
    }
    former.set(
      path,
      ids.filter((each) => each !== id && !taken.has(each)),
    );
  }
  return former;
}

async function idsBefore(base: Base, path: string): Promise<readonly string[]> {
  const { versions } = await cardHistory(base, path, MOST_VERSIONS);
  return versions.filter(({ card }) => card.unreadable === null).map(({ card }) => card.id);
}
