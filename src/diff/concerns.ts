/** What of a change a reviewer should look at first: what readers lose by it. */
import type { CardFacts } from '../lint/facts.js';
import type { Trust } from '../trust/trust.js';
import type { CardChange } from './comparison.js';
import type { Named, SearchChange } from './search.js';

/** The gravest first. */
export type Concern = Named &
  (
    | { readonly kind: 'opened'; readonly before: string; readonly after: string }
    | { readonly kind: 'removed'; readonly linked: number; readonly found: readonly Named[] }
    | { readonly kind: 'unowned'; readonly before: readonly string[] }
    | {
        readonly kind: 'less-trusted';
        readonly before: Trust;
        readonly after: Trust;
        /** The card's own file is the same. */
        readonly affected: boolean;
      }
    | { readonly kind: 'retired'; readonly by: string | null }
    | ({ readonly kind: 'outranked' } & SearchChange)
    | { readonly kind: 'unlinked' }
  );

/** @param unlinked cards that others linked to, and that none links to any more */
export function concernsOf(
  changes: readonly CardChange[],
  search: readonly SearchChange[],
  unlinked: readonly CardFacts[],
): Concern[] {
  const instead = new Map(search.map((each) => [each.path, each.after.above]));
  const found = [
    ...changes.flatMap((change) => ofCard(change, instead.get(change.path) ?? [])),
    ...search.filter(isOutranked).map((each): Concern => ({ kind: 'outranked', ...each })),
    ...unlinked.map(({ card: { path, title } }): Concern => ({ kind: 'unlinked', path, title })),
  ];
  // That a card is no more found is why it was taken out of use.
  const resting = new Set(
    changes.filter(({ trust }) => !trust.after || isRetired(trust.after)).map(({ path }) => path),
  );
  return found
    .filter(({ kind, path }) => kind !== 'outranked' || !resting.has(path))
    .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}

const KINDS: readonly Concern['kind'][] = [
  'opened',
  'removed',
  'unowned',
  'less-trusted',
  'retired',
  'outranked',
  'unlinked',
];

function ofCard(change: CardChange, found: readonly Named[]): Concern[] {
  const { kind, path, title, before: old, after: now, linked } = change;
  const { before, after } = change.trust;
  if (!old || !before) return [];
  if (!now || !after) return [{ kind: 'removed', path, title, linked: linked.before, found }];
  const concerns: Concern[] = [];
  const [was, is] = [old.card.audience, now.card.audience];
  if (reach(is) > reach(was)) concerns.push({ kind: 'opened', path, title, before: was, after: is });
  if (old.card.owner.length > 0 && now.card.owner.length === 0)
    concerns.push({ kind: 'unowned', path, title, before: old.card.owner });
  if (isRetired(after) && !isRetired(before))
    concerns.push({ kind: 'retired', path, title, by: now.card.supersededBy });
  else if (standing(after) < standing(before))
    concerns.push({ kind: 'less-trusted', path, title, before, after, affected: kind === 'affected' });
  return concerns;
}

/** A card that was the first hit for a title is not any more, or a new one is not from the start. */
function isOutranked({ before, after }: SearchChange): boolean {
  return after.place !== 1 && (before === null || before.place === 1);
}

function isRetired({ state }: Trust): boolean {
  return state === 'archived' || state === 'superseded';
}

/** How far a reader may rely on a card. */
function standing({ state }: Trust): number {
  return state === 'verified' ? 2 : state === 'due' ? 1 : 0;
}

/** How many may read a card. */
function reach(audience: string): number {
  return audience === 'public' ? 2 : audience === 'internal' ? 1 : 0;
}
