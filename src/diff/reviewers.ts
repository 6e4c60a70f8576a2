/** Who should review a change: the owners and verifiers of its cards, before it and after it. */
import type { CardChange } from './comparison.js';

/** Why a reviewer is asked, starting with those who have the most to lose. */
export const ROLES = ['former owner', 'owner', 'new owner', 'verifier'] as const;
export type Role = (typeof ROLES)[number];

export interface Reviewer {
  /** As written in the cards. */
  readonly name: string;
  /** Role → cards, sorted by path; only the roles that the reviewer has. */
  readonly cards: ReadonlyMap<Role, readonly CardChange[]>;
}

export function reviewersOf(changes: readonly CardChange[]): Reviewer[] {
  const found = new Map<string, Map<Role, CardChange[]>>();
  const add = (name: string, role: Role, change: CardChange): void => {
    const roles = found.get(name) ?? new Map<Role, CardChange[]>();
    const cards = roles.get(role) ?? [];
    cards.push(change);
    found.set(name, roles.set(role, cards));
  };
  for (const change of changes) {
    const before = new Set(change.before?.card.owner);
    const after = new Set(change.after?.card.owner);
    for (const name of before) add(name, after.has(name) ? 'owner' : 'former owner', change);
    for (const name of after) if (!before.has(name)) add(name, 'new owner', change);
    const verifiers = new Set([
      ...(change.before?.card.verifiers ?? []),
      ...(change.after?.card.verifiers ?? []),
    ]);
    for (const name of verifiers) if (!before.has(name) && !after.has(name)) add(name, 'verifier', change);
  }
  const weight = ({ cards }: Reviewer): number => [...cards.values()].flat().length;
  return [...found]
    .map(([name, roles]): Reviewer => {
      const sorted = ROLES.flatMap((role) => {
        const cards = roles.get(role);
        return cards ? [[role, cards] as const] : [];
      });
      return { name, cards: new Map(sorted) };
    })
    .sort((a, b) => weight(b) - weight(a) || (a.name < b.name ? -1 : 1));
}
