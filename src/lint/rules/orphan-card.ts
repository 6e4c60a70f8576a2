/** Rule `orphan-card`: another card links to the card. */
import { namedCards } from '../named-cards.js';
import { NOTHING, rule } from '../rule.js';
import type { Scope } from '../scope.js';
import { linksOf } from '../targets.js';

export const orphanCard = rule({
  name: 'orphan-card',
  summary: 'another card links to this card, or names it as related or as its successor',
  why: `
A base that is read from page to page, such as a handbook, loses cards that nothing links to.

The rule is off unless the config turns it on: people reach a card by search, and in most bases nearly every card
stands alone, which is fine. Index pages, drafts and retired cards are left out.`,
  severity: 'off',
  check: ({ card: { path, status, supersededBy } }, scope) => {
    if (scope.shared(reachedCards).has(path) || supersededBy !== null || status !== 'active') return NOTHING;
    if (INDEX.test(path)) return NOTHING;
    return [{ message: 'no other card links here', line: 1, column: 1 }];
  },
  examples: [
    {
      files: {
        'cards/index.md': '# All\n\n[Refunds](refunds.md)\n',
        'cards/refunds.md': '---\nrelated: terms\n---\n\n# Refunds\n',
        'cards/terms.md': '# Terms\n',
        'cards/next.md': '---\nstatus: draft\n---\n\n# Next\n',
      },
      says: [],
    },
    {
      files: {
        'cards/refunds.md': '# Refunds\n\nSee [above](#refunds) and [this card](refunds.md).\n',
      },
      says: ['cards/refunds.md:1:1 no other card links here'],
    },
  ],
});

const INDEX = /(?:^|\/)(?:index|readme)\.[^/]*$/i;

function reachedCards(scope: Scope): ReadonlySet<string> {
  const named = scope.shared(namedCards);
  const reached = new Set<string>();
  for (const { card } of scope.cards) {
    for (const { target } of scope.shared(linksOf).get(card.path) ?? []) {
      if (target.kind === 'card' && target.path !== card.path) reached.add(target.path);
    }
    for (const name of [...card.related, ...(card.supersededBy === null ? [] : [card.supersededBy])]) {
      const to = named.get(name);
      if (to !== undefined && to.path !== card.path) reached.add(to.path);
    }
  }
  return reached;
}
