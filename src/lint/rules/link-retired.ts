/** Rule `link-retired`: a link points to a card that is current. */
import type { ParsedCard } from '../../card/parse.js';
import { lineOf } from '../line-of.js';
import { namedCards, type NamedCards } from '../named-cards.js';
import { NOTHING, rule, type Complaint } from '../rule.js';
import type { Scope } from '../scope.js';
import { linksOf, shown } from '../targets.js';

export const linkRetired = rule({
  name: 'link-retired',
  summary: 'links, `related` and `superseded-by` do not point to archived, deprecated or superseded cards',
  why: `
Search ranks a retired card last or hides it. A link from a good card still leads there, and the reader
trusts it because the card they came from is good.

Link to the card that supersedes it. The newer card may link to the one it supersedes, and so may cards that are retired
themselves.

If \`superseded-by\` points to such a card, or to a draft, readers are sent to something that no longer applies, or not yet. Name a
current card.`,
  severity: 'warning',
  check: ({ card }, scope) => {
    if (card.supersededBy !== null) return onward(card, card.supersededBy, scope);
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
      if (named.successor(to)?.path !== card.path) complaints.push(retired(to, name, named, place));
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
        'cards/card.md:7 cards/old.md is superseded by cards/new.md',
        'cards/card.md:7 cards/older.md is superseded by cards/new.md',
        'cards/older.md:2:1 superseded-by “old” is superseded by cards/new.md',
      ],
    },
    {
      files: {
        'cards/fees.md': '---\nsuperseded-by: prices\n---\n\n# Fees\n',
        'cards/prices.md': '---\nstatus: draft\n---\n\n# Prices\n',
        'cards/fax.md': '---\nsuperseded-by: telex\n---\n\n# Fax\n',
        'cards/telex.md': '---\nstatus: archived\n---\n\n# Telex\n',
      },
      says: [
        'cards/fax.md:2:1 superseded-by “telex” is archived',
        'cards/fees.md:2:1 superseded-by “prices” is a draft',
      ],
    },
  ],
});

/** Reports a `superseded-by` that points to a card that is not current. `related-target` reports missing cards and cycles. */
function onward(card: ParsedCard, name: string, scope: Scope): readonly Complaint[] {
  const named = scope.shared(namedCards);
  const to = named.get(name);
  if (!to || card.status === 'archived' || named.circular.has(card.path)) return NOTHING;
  if (to.path === card.path || !(isRetired(to) || to.status === 'draft')) return NOTHING;
  return [retired(to, `superseded-by “${shown(name)}”`, named, lineOf(card, scope, 'superseded-by'))];
}

function retired(
  to: ParsedCard,
  name: string,
  named: NamedCards,
  place: { readonly line: number; readonly column?: number },
): Complaint {
  const successor = named.successor(to);
  const instead = successor === undefined || successor.path === to.path ? '' : ` by ${successor.path}`;
  return { message: `${name} is ${stateOf(to)}${instead}`, ...place };
}

function isRetired({ status, supersededBy }: ParsedCard): boolean {
  return supersededBy !== null || status === 'archived' || status === 'deprecated';
}

function stateOf({ status, supersededBy }: ParsedCard): string {
  return supersededBy !== null ? 'superseded' : status === 'draft' ? 'a draft' : status;
}
