/** Rule `related-target`: `related` and `superseded-by` name cards that exist. */
import { lineOf } from '../line-of.js';
import { namedCards, type NamedCards } from '../named-cards.js';
import { NOTHING, rule, type Complaint } from '../rule.js';
import { shown } from '../targets.js';

export const relatedTarget = rule({
  name: 'related-target',
  summary: '`related` and `superseded-by` contain ids of existing cards',
  why: `
A superseded card sends its readers to another card. If no card has that id, they are sent nowhere, and if two cards
supersede each other, they go in circles and never learn which one is right.

Use the id of a card, or one of its \`aliases\`. A card that was renamed keeps its old id as an alias.`,
  severity: 'error',
  check: ({ card }, scope) => {
    const { related, supersededBy } = card;
    if (related.length === 0 && supersededBy === null) return NOTHING;
    const named = scope.shared(namedCards);
    const complaints: Complaint[] = related
      .filter((name) => named.get(name) === undefined)
      .map((name) => ({ message: `related: ${nobody(name, named)}`, ...lineOf(card, scope, 'related') }));
    if (supersededBy === null) return complaints;
    const successor = named.get(supersededBy);
    const isCircle = named.circular.has(card.path);
    if (successor !== undefined && !isCircle) return complaints;
    const message =
      successor === undefined
        ? nobody(supersededBy, named)
        : successor.path === card.path
          ? 'expected another card, found the card itself'
          : `“${shown(supersededBy)}” is itself superseded, and leads back to this card`;
    const place = lineOf(card, scope, 'superseded-by');
    return [...complaints, { message: `superseded-by: ${message}`, ...place }];
  },
  examples: [
    {
      files: {
        'cards/old.md': '---\nsuperseded-by: refund-eu\n---\n\n# Old\n',
        'cards/eu.md': '---\nid: refunds/eu\naliases: refund-eu\nrelated: [Old]\n---\n\n# EU\n',
      },
      says: [],
    },
    {
      files: {
        'cards/old.md': '---\nrelated: [refunds/us, cards/eu.md]\nsuperseded-by: refnds/eu\n---\n\n# Old\n',
        'cards/eu.md': '---\nid: refunds/eu\n---\n\n# EU\n',
      },
      says: [
        'cards/old.md:2:1 related: no card has the id “cards/eu.md”; the nearest is “refunds/eu”',
        'cards/old.md:2:1 related: no card has the id “refunds/us”',
        'cards/old.md:3:1 superseded-by: no card has the id “refnds/eu”; the nearest is “refunds/eu”',
      ],
    },
    {
      files: {
        'cards/a.md': '---\nsuperseded-by: b\n---\n\n# A\n',
        'cards/b.md': '---\nsuperseded-by: c\n---\n\n# B\n',
        'cards/c.md': '---\nsuperseded-by: b\n---\n\n# C\n',
        'cards/d.md': '---\nsuperseded-by: d\n---\n\n# D\n',
      },
      says: [
        'cards/b.md:2:1 superseded-by: “c” is itself superseded, and leads back to this card',
        'cards/c.md:2:1 superseded-by: “b” is itself superseded, and leads back to this card',
        'cards/d.md:2:1 superseded-by: expected another card, found the card itself',
      ],
    },
  ],
});

function nobody(name: string, named: NamedCards): string {
  const near = named.nearest(name);
  return `no card has the id “${shown(name)}”${near === undefined ? '' : `; the nearest is “${near}”`}`;
}
