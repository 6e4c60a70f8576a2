/** Compares a base before and after a branch for its reviewers: which cards changed, how, and what they should look at first. */
import type { Claim } from '../lint/claims.js';
import type { CardFacts } from '../lint/facts.js';
import type { Finding } from '../lint/finding.js';
import type { Gate } from '../lint/gate.js';
import { linksOf } from '../lint/targets.js';
import type { Scope } from '../lint/scope.js';
import type { Trust } from '../trust/trust.js';
import { concernsOf, type Concern, type BranchFacts } from './concerns.js';
import { changedFields, type FieldChange } from '../card/field-changes.js';
import type { TitledCard, SearchChange } from './search.js';
import { reviewersOf, type Reviewer } from './reviewers.js';

/** One side of a branch. Both sides are read on the same day and by the same config. */
export interface Side {
  readonly scope: Scope;
}

/**
 * `left`: the file still exists, but the config no longer includes it as a card.
 * `affected`: the file is the same, but the defaults of a folder, CODEOWNERS or the described code changed.
 */
export type ChangeKind = 'added' | 'changed' | 'moved' | 'removed' | 'left' | 'affected';

export interface CardChange {
  readonly kind: ChangeKind;
  /** Of a removed card: its old path. */
  readonly path: string;
  /** Of a card that has moved: its old path; otherwise null. */
  readonly from: string | null;
  readonly title: string;
  /** Whether anything below the front matter changed. */
  readonly text: boolean;
  readonly fields: readonly FieldChange[];
  readonly trust: { readonly before: Trust | null; readonly after: Trust | null };
  /** How many other cards link to it. */
  readonly linked: { readonly before: number; readonly after: number };
  /** Of a card that has moved: how many links still lead to its old path. */
  readonly leftBehind: number;
  readonly before: CardFacts | null;
  readonly after: CardFacts | null;
}

/** A card about code that the branch changes. */
export interface CodeCard extends TitledCard {
  readonly owner: readonly string[];
  /** The changed files that its `paths` match, from the root of the git work tree. */
  readonly code: readonly string[];
}

export interface Comparison {
  /** Sorted by path. */
  readonly cards: readonly CardChange[];
  /** What to look at first, the most serious first. */
  readonly concerns: readonly Concern[];
  /** The verifications that the branch records, in the order of the cards. */
  readonly claims: readonly Claim[];
  /** Problems that the branch introduces, on any card. */
  readonly findings: readonly Finding[];
  /** The people who should look at it, those with the most cards first. */
  readonly reviewers: readonly Reviewer[];
  /** Cards that are removed or not the first hit for their title; null if the base has too many cards to search. */
  readonly search: readonly SearchChange[] | null;
  /** Cards about code that the branch changes, sorted by path. */
  readonly code: readonly CodeCard[];
}

/**
 * Returns the cards that a branch changes, sorted by path.
 * @param otherTexts paths of touched cards that changed below the front matter
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
    return change.fields.length > 0 || hasOtherBadge(change.trust) ? [{ ...change, kind: 'affected' }] : [];
  });
  const removed = before.scope.cards
    .filter(({ card: { path } }) => !after.scope.byPath.has(path) && !moved.has(path))
    .map((card) => withoutAfter('removed', card, before.scope));
  return [...changes, ...removed].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Cards that a branch takes out of the base without touching their files. */
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
  { claims, ...rest }: Pick<BranchFacts, 'weakened' | 'silenced' | 'bumps' | 'claims' | 'unflagged'>,
): Comparison {
  const lost = unlinked(before, after, gate);
  const found = { search: search ?? [], unlinked: lost, claims, ...rest };
  return {
    cards,
    search,
    code,
    concerns: concernsOf(cards, found),
    claims: claims.filter(({ recorded }) => recorded),
    findings: gate.introduced,
    reviewers: reviewersOf(cards),
  };
}

/** Whether readers see a different badge, apart from its days. */
export function hasOtherBadge({ before, after }: CardChange['trust']): boolean {
  return before?.state !== after?.state || before?.reason !== after?.reason;
}

/** Cards that other cards linked to before the branch, and that none links to after it. */
function unlinked(before: Side, after: Side, { renamed }: Gate): CardFacts[] {
  const [was, is] = [linkedFrom(before.scope), linkedFrom(after.scope)];
  return after.scope.cards.filter(
    ({ card: { path } }) => was.has(renamed.get(path) ?? path) && !is.has(path),
  );
}

/** Path → number of links to it. The paths must be of cards that are no longer there. */
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

/** Path → paths of the other cards that link to it. */
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
