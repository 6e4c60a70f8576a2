/** Assigns kb's issues to cards, and finds those whose card is gone or that have lost their marker. */
import { hasRoom, readBody } from '../block.js';
import type { CardCase } from './case.js';
import { isLabelled, DETACHED } from '../labels.js';
import type { Issue } from '../forge.js';
import type { Marker } from '../block/marker.js';

/** An issue of kb whose marker names a card. */
export interface Claim {
  readonly issue: Issue;
  readonly marker: Marker;
  /** False if kb's part cannot be written again, because people took it apart or filled the text. */
  readonly canWrite: boolean;
}

export interface Claims {
  /** By card, lowest number first. */
  readonly of: (card: CardCase) => readonly Claim[];
  /** By the id of a card that is gone, lowest number first. */
  readonly gone: ReadonlyMap<string, readonly Claim[]>;
  /** Open issues with kb's label but without a marker that are not labeled as detached yet. */
  readonly detached: readonly Issue[];
}

export interface Ownership {
  /** Whether kb writes, or has written, as this login. */
  readonly isOurs: (login: string) => boolean;
  readonly label: string;
}

/** Ignores issues, and thus markers, of other authors. If an issue is listed twice, its last version counts. */
export function claimsOf(
  issues: readonly Issue[],
  cards: readonly CardCase[],
  { isOurs, label }: Ownership,
): Claims {
  const cardOf = lookup(cards);
  const of = new Map<CardCase, Claim[]>();
  const gone = new Map<string, Claim[]>();
  const detached: Issue[] = [];
  for (const issue of byNumber(issues).filter(({ author }) => isOurs(author))) {
    const read = readBody(issue.body);
    if (read.kind === 'none') {
      const isNew = isLabelled(issue, label) && !isLabelled(issue, DETACHED);
      if (isNew && issue.state === 'open') detached.push(issue);
      continue;
    }
    const { marker } = read;
    const card = cardOf(marker);
    const canWrite = hasRoom(read, card ? { ...marker, id: card.id, path: card.path } : marker);
    const claim = { issue, marker, canWrite };
    if (card) add(of, card, claim);
    else add(gone, marker.id, claim);
  }
  return { of: (card) => of.get(card) ?? [], gone, detached };
}

/** Returns issues that look like kb's but were written by another login: one that kb used elsewhere, or a copy by a stranger. */
export function foreign(issues: readonly Issue[], { isOurs, label }: Ownership): readonly Issue[] {
  return byNumber(issues).filter(
    (issue) => !isOurs(issue.author) && isLabelled(issue, label) && readBody(issue.body).kind !== 'none',
  );
}

/**
 * If several cards have the same id, the path in the marker decides. An unreadable card has lost the id that it declares, so
 * it is found by its path until it is fixed.
 */
function lookup(cards: readonly CardCase[]): (marker: Marker) => CardCase | undefined {
  const inOrder = [...cards].sort((a, b) => (a.id < b.id ? -1 : 1));
  const byId = new Map<string, CardCase>(inOrder.map((card) => [card.id, card]));
  const byPath = new Map(inOrder.map((card) => [card.path, card]));
  const byAlias = new Map<string, CardCase>();
  for (const card of inOrder) {
    for (const alias of card.aliases) if (!byAlias.has(alias)) byAlias.set(alias, card);
  }
  return ({ id, path }) => {
    const there = byPath.get(path);
    if (there && (there.id === id || there.aliases.includes(id))) return there;
    const isUnreadable = there?.trust.reasons.includes('unreadable') === true;
    return byId.get(id) ?? byAlias.get(id) ?? (isUnreadable ? there : undefined);
  };
}

function byNumber(issues: readonly Issue[]): readonly Issue[] {
  const last = new Map(issues.map((issue) => [issue.number, issue]));
  return [...last.values()].sort((a, b) => a.number - b.number);
}

function add<K>(groups: Map<K, Claim[]>, key: K, claim: Claim): void {
  const group = groups.get(key);
  if (group) group.push(claim);
  else groups.set(key, [claim]);
}
