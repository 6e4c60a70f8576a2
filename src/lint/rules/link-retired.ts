/** Rule `link-retired`: a link leads to a card that still holds. */
import type { ParsedCard } from '../../card/parse.js';
import { lineOf } from '../line-of.js';
import { namedCards } from '../named-cards.js';
import { NOTHING, rule, type Complaint } from '../rule.js';
import { linksOf, shown } from '../targets.js';

export const linkRetired = rule({
  name: 'link-retired',
  summary: 'links and `related` lead to no card that is archived, deprecated or superseded',
  why: `
Search ranks a retired card last or hides it. A link from a card that holds leads there all the same, and the reader
trusts it because the card that they came from is good.

Link to the successor. A card that has taken over may link to the one before it, and so may cards that are retired
themselves.`,
  severity: 'warning',
  check: ({ card }, scope) => {
    const links = scope.shared(linksOf).get(card.path);
    if ((links === undefined && card.related.length === 0) || isRetired(card)) return NOTHING;
    const named = scope.shared(namedCards);
    const complaints: Complaint[] = [];
    const look = (
      to: ParsedCard | undefined,
      name: string,
      place: { line: number; column?: number },
    ): void => {
      if (to === undefined || !isRetired(to) || to.path === card.path) return;
      const successor = named.successor(to);
      if (successor?.path === card.path) return;
      const instead = successor === undefined ? '' : `: ${successor.path} has taken over`;
      complaints.push({ message: `${name} is ${stateOf(to)}${instead}`, ...place });
    };
    for (const { link, target } of links ?? []) {
      if (target.kind !== 'card') continue;
      look(scope.byPath.get(target.path)?.card, target.path, { line: link.line });
    }
    for (const name of card.related) {
      look(named.get(name), `related “${shown(name)}”`, lineOf(card, scope, 'related'));
    }
    return complaints;
  },
  examples: [
    {
      files: {
        'cards/new.md': '# New\n\nThis replaces [the old one](old.md).\n',
        'cards/old.md': '---\nsuperseded-by: new\n---\n\n# Old\n\nSee [the first](first.md).\n',
        'cards/first.md': '---\nstatus: archived\n---\n\n# First\n',
      },
      says: [],
    },
    {
      files: {
        'cards/card.md': '---\nrelated: [first]\n---\n\n# Card\n\nSee [this](old.md) and [that](older.md).\n',
        'cards/new.md': '# New\n',
        'cards/old.md': '---\nsuperseded-by: new\n---\n\n# Old\n',
        'cards/older.md': '---\nsuperseded-by: old\n---\n\n# Older\n',
        'cards/first.md': '---\nstatus: archived\n---\n\n# First\n',
      },
      says: [
        'cards/card.md:2:1 related “first” is archived',
        'cards/card.md:7 cards/old.md is superseded: cards/new.md has taken over',
        'cards/card.md:7 cards/older.md is superseded: cards/new.md has taken over',
      ],
    },
  ],
});

function isRetired({ status, supersededBy }: ParsedCard): boolean {
  return supersededBy !== null || status === 'archived' || status === 'deprecated';
}

function stateOf({ status, supersededBy }: ParsedCard): string {
  return supersededBy === null ? status : 'superseded';
}
