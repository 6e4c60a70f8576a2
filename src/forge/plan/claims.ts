/** Which issue is whose: our own ones by card, those whose card is gone, and those that lost their marker. */
import { hasRoom, readBody } from '../block.js';
import type { CardCase } from './case.js';
import { isLabelled, DETACHED } from '../labels.js';
import type { Issue } from '../forge.js';
import type { Marker } from '../block/marker.js';

/** An issue of ours that says which card it is about. */
export interface Claim {
  readonly issue: Issue;
  readonly marker: Marker;
  /** False where kb's part cannot be written again: somebody took it apart, or filled the text. */
  readonly canWrite: boolean;
}

export interface Claims {
  /** By card, the lowest number first. */
  readonly of: (card: CardCase) => readonly Claim[];
  /** By the id of a card that is gone, the lowest number first. */
  readonly gone: ReadonlyMap<string, readonly Claim[]>;
  /** Open ones with our label, without a marker, that nobody has been told of. */
  readonly detached: readonly Issue[];
}

export interface Ownership {
  /** Whether it is a login in whose name kb writes, or wrote. */
  readonly isOurs: (login: string) => boolean;
  readonly label: string;
}

/** A marker that somebody else typed is none. An issue that stands twice counts as it stands last. */
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

/** What looks like ours and was written by somebody else: another login of kb's, or a stranger's copy. */
export function foreign(issues: readonly Issue[], { isOurs, label }: Ownership): readonly Issue[] {
  return byNumber(issues).filter(
    (issue) => !isOurs(issue.author) && isLabelled(issue, label) && readBody(issue.body).kind !== 'none',
  );
}

/**
 * An id that several cards would have by their paths is that of the card which the marker names. An unreadable card has lost
 * the id that it states; it is known by its path until somebody mends it.
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
