/** What a branch does to a base, as a reviewer asks: which cards, what of them, who should look, what to look at first. */
import type { Claim } from '../lint/claims.js';
import type { CardFacts } from '../lint/facts.js';
import type { Finding } from '../lint/finding.js';
import type { Gate } from '../lint/gate.js';
import { linksOf } from '../lint/targets.js';
import type { Scope } from '../lint/scope.js';
import type { Trust } from '../trust/trust.js';
import { concernsOf, type Concern, type Found } from './concerns.js';
import { changedFields, type FieldChange } from '../card/field-changes.js';
import type { Named, SearchChange } from './search.js';
import { reviewersOf, type Reviewer } from './reviewers.js';

/** One side of a branch, both on the same day and by the same config. */
export interface Side {
  readonly scope: Scope;
}

/**
 * `left`: the file is there, but the config says no more that it is a card.
 * `affected`: the file is the same, but a folder's defaults, CODEOWNERS or the described code are not.
 */
export type ChangeKind = 'added' | 'changed' | 'moved' | 'removed' | 'left' | 'affected';

export interface CardChange {
  readonly kind: ChangeKind;
  /** Of a removed card where it was. */
  readonly path: string;
  /** Of a card that has moved: where it was. */
  readonly from: string | null;
  readonly title: string;
  /** Something below the front matter is other than it was. */
  readonly text: boolean;
  readonly fields: readonly FieldChange[];
  readonly trust: { readonly before: Trust | null; readonly after: Trust | null };
  /** Other cards that link to it. */
  readonly linked: { readonly before: number; readonly after: number };
  /** Of a card that has moved: links of other cards that still lead to where it was. */
  readonly leftBehind: number;
  readonly before: CardFacts | null;
  readonly after: CardFacts | null;
}

/** A card about code that the branch changes. */
export interface CodeCard extends Named {
  readonly owner: readonly string[];
  /** The changed files that it names, from the root of the git work tree. */
  readonly code: readonly string[];
}

export interface Comparison {
  /** By path. */
  readonly cards: readonly CardChange[];
  /** What to look at first, the gravest first. */
  readonly concerns: readonly Concern[];
  /** Who is said to have verified which cards, by card. */
  readonly claims: readonly Claim[];
  /** Findings that the branch brings, on whatever card. */
  readonly findings: readonly Finding[];
  /** Who should look, those with the most cards first. */
  readonly reviewers: readonly Reviewer[];
  /** Cards that are removed or not the first hit for their titles; null where the base has too many cards to tell. */
  readonly search: readonly SearchChange[] | null;
  /** Cards about code that the branch changes, by path. */
  readonly code: readonly CodeCard[];
}

/**
 * The cards that a branch changes, by path.
 * @param otherTexts paths of touched cards that differ below the front matter
 */
export function changesOf(
  before: Side,
  after: Side,
  { renamed, touched }: Gate,
  otherTexts: ReadonlySet<string>,
): CardChange[] {
  const moved = new Set(renamed.values());
  const stale = linksTo(after.scope, moved);
  const incoming = { before: linkedFrom(before.scope), after: linkedFrom(after.scope) };
  const changes = after.scope.cards.flatMap((card): CardChange[] => {
    const { path } = card.card;
    const from = renamed.get(path) ?? null;
    const old = before.scope.byPath.get(from ?? path) ?? null;
    const change: Omit<CardChange, 'kind'> = {
      path,
      from,
      title: card.card.title,
      text: otherTexts.has(path),
      fields: old ? changedFields(old.card, card.card) : [],
      trust: { before: old && before.scope.trust(old), after: after.scope.trust(card) },
      linked: {
        before: incoming.before.get(from ?? path)?.size ?? 0,
        after: incoming.after.get(path)?.size ?? 0,
      },
      leftBehind: from === null ? 0 : (stale.get(from) ?? 0),
      before: old,
      after: card,
    };
    if (!old) return [{ ...change, kind: 'added' }];
    if (from !== null) return [{ ...change, kind: 'moved' }];
    if (touched.has(path)) return [{ ...change, kind: 'changed' }];
    return change.fields.length > 0 || isOther(change.trust) ? [{ ...change, kind: 'affected' }] : [];
  });
  const removed = before.scope.cards
    .filter(({ card: { path } }) => !after.scope.byPath.has(path) && !moved.has(path))
    .map((card) => withoutAfter('removed', card, before.scope));
  return [...changes, ...removed].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Cards that a branch takes out of the base without touching them. */
export function leftCards(scope: Scope, paths: readonly string[]): CardChange[] {
  return paths.flatMap((path) => {
    const card = scope.byPath.get(path);
    return card ? [withoutAfter('left', card, scope)] : [];
  });
}

function withoutAfter(kind: 'removed' | 'left', card: CardFacts, scope: Scope): CardChange {
  const { path, title } = card.card;
  return {
    kind,
    path,
    from: null,
    title,
    text: false,
    fields: [],
    trust: { before: scope.trust(card), after: null },
    linked: { before: linkedFrom(scope).get(path)?.size ?? 0, after: 0 },
    leftBehind: 0,
    before: card,
    after: null,
  };
}

export function compare(
  before: Side,
  after: Side,
  gate: Gate,
  { cards, search, code }: Pick<Comparison, 'cards' | 'search' | 'code'>,
  { claims, ...told }: Pick<Found, 'weakened' | 'silenced' | 'bumps' | 'claims' | 'unflagged'>,
): Comparison {
  const lost = unlinked(before, after, gate);
  const found = { search: search ?? [], unlinked: lost, claims, ...told };
  return {
    cards,
    search,
    code,
    concerns: concernsOf(cards, found),
    claims: claims.filter(({ recorded }) => recorded),
    findings: gate.brought,
    reviewers: reviewersOf(cards),
  };
}

/** Whether a reader would see another badge. */
export function isOther({ before, after }: CardChange['trust']): boolean {
  return before?.state !== after?.state || before?.reason !== after?.reason;
}

/** Cards that other cards linked to, and that none links to any more. */
function unlinked(before: Side, after: Side, { renamed }: Gate): CardFacts[] {
  const [was, is] = [linkedFrom(before.scope), linkedFrom(after.scope)];
  return after.scope.cards.filter(
    ({ card: { path } }) => was.has(renamed.get(path) ?? path) && !is.has(path),
  );
}

/** How many links lead to each of the paths, where no card is any more. */
function linksTo(scope: Scope, paths: ReadonlySet<string>): Map<string, number> {
  const counts = new Map<string, number>();
  if (paths.size === 0) return counts;
  for (const links of scope.shared(linksOf).values()) {
    for (const { target } of links) {
      const path = target.kind === 'file' ? target.paths.find((each) => paths.has(each)) : undefined;
      if (path !== undefined) counts.set(path, (counts.get(path) ?? 0) + 1);
    }
  }
  return counts;
}

/** Path → other cards that link to it. */
function linkedFrom(scope: Scope): ReadonlyMap<string, ReadonlySet<string>> {
  return scope.shared(incomingLinks);
}

function incomingLinks(scope: Scope): Map<string, Set<string>> {
  const incoming = new Map<string, Set<string>>();
  for (const [from, links] of scope.shared(linksOf)) {
    for (const { target } of links) {
      if (target.kind !== 'card' || target.path === from) continue;
      const known = incoming.get(target.path) ?? new Set();
      incoming.set(target.path, known.add(from));
    }
  }
  return incoming;
}
