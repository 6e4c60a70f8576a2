/** Rule `duplicate-title`: no two cards have the same title. */
import type { ParsedCard } from '../../card/parse.js';
import { isInUse } from '../in-use.js';
import { lineOf } from '../line-of.js';
import { NOTHING, rule } from '../rule.js';
import type { Scope } from '../scope.js';
import { fold } from '../../text/fold.js';
import { areTranslations } from '../translation.js';

export const duplicateTitle = rule({
  name: 'duplicate-title',
  summary: 'no two cards have the same title',
  why: `
In search results, the title is what tells two cards apart. If both have the same title, readers open the first one and
hope.

Put into each title what only this card answers: “Refund a gift card” and “Refund a subscription” instead of “Refunds” twice.
If both say the same, keep one and set \`superseded-by\` in the other.

Case, spaces and Unicode form make no difference. Archived and superseded cards, translations, and cards whose only title is
their file name are left out.`,
  severity: 'warning',
  check: ({ card }, scope) => {
    const other = scope.shared(earlierNamesakes).get(card.path);
    if (other === undefined) return NOTHING;
    return [
      {
        message: `the same title as “${other}”: say what only this card answers`,
        ...lineOf(card, scope, 'title'),
      },
    ];
  },
  examples: [
    { files: titled('Refund a gift card', 'Refund a subscription'), says: [] },
    {
      files: titled('Refund a gift card', 'refund a  gift card'),
      says: ['cards/b.md:2:1 the same title as “cards/a.md”: say what only this card answers'],
    },
  ],
});

/** More languages than any base is translated into; limits how many cards each one is compared with. */
const MOST_LANGUAGES = 100;

/** Path of a card → path of the first card with the same title. */
function earlierNamesakes(scope: Scope): ReadonlyMap<string, string> {
  const byTitle = new Map<string, ParsedCard[]>();
  const found = new Map<string, string>();
  for (const facts of scope.cards) {
    const { card, headings } = facts;
    if (!isInUse(facts) || (card.writtenTitle === null && !headings.some(({ depth }) => depth === 1)))
      continue;
    const title = folded(card.title);
    const namesakes = byTitle.get(title);
    const other = namesakes?.find((each) => !areTranslations(each, card));
    if (other) found.set(card.path, other.path);
    // A title that a thousand cards share needs no list of them; one card per language is enough.
    else if (namesakes === undefined) byTitle.set(title, [card]);
    else if (namesakes.length < MOST_LANGUAGES) namesakes.push(card);
  }
  return found;
}

function folded(title: string): string {
  // Normalizing a long run of combining marks takes quadratic time.
  return fold(title.slice(0, 500)).replace(/\s+/g, ' ').trim();
}

function titled(a: string, b: string): Record<string, string> {
  const card = (title: string): string => `---
title: ${title}
owner: "@acme/billing"
verify-by: 2027-02-19
---

Within 14 days.
`;
  return { 'cards/a.md': card(a), 'cards/b.md': card(b) };
}
