/** Rule `near-duplicate`: no two cards have nearly the same text. */
import { earlierAlike } from '../alike.js';
import type { CardFacts } from '../facts.js';
import { isInUse } from '../in-use.js';
import { NOTHING, rule } from '../rule.js';
import type { Scope } from '../scope.js';
import { areTranslations } from '../translation.js';

const POLICY = `A customer who was charged twice gets the second charge back in full. Look at the payments of the order first:
two charges with the same amount within one hour are a duplicate, two with different amounts are not. Refund the later one
and write the reason into the ticket. The money is on the card after five to ten days, and the customer gets an e-mail from
the bank. Never refund in cash.
`;

export const nearDuplicate = rule({
  name: 'near-duplicate',
  summary: 'no two cards have nearly the same text',
  why: `
When a price changes, one of two copies gets fixed, and the next search finds the other. Readers cannot know which one
to believe, and both must be verified.

Keep the better one: move anything that only the other says into it, and set \`superseded-by\` in the other, so that links still
work.

The rule compares the words of the text, three in a row, regardless of the front matter. Cards of less than about 40 words
are left out, and so are archived and superseded cards, and translations: pairs whose
\`language\` differs, or that are in folders such as \`en/\` and \`fr/\`. If there are several copies, each one names the first.`,
  severity: 'warning',
  options: {
    similarity: {
      description: 'Share of three-word sequences that two texts must have in common.',
      default: 0.8,
      range: [0.5, 1],
    },
  },
  check: ({ card }, scope, { similarity }) => {
    const other = originals(scope, similarity).get(card.path);
    if (other === undefined) return NOTHING;
    const message = `nearly the same text as “${other}”: merge the two`;
    return [{ message, line: card.bodyLine, column: 1 }];
  },
  examples: [
    {
      files: {
        'cards/duplicate-charge.md': card('Duplicate charge', POLICY),
        'cards/gift-cards.md': card(
          'Gift cards',
          POLICY.replace(/charge/g, 'voucher').replace(/second|later/g, 'unused'),
        ),
      },
      says: [],
    },
    {
      files: {
        'cards/duplicate-charge.md': card('Duplicate charge', POLICY),
        'cards/charged-twice.md': card('Charged twice', POLICY.replace('five to ten days', 'about a week')),
      },
      says: ['cards/duplicate-charge.md:6:1 nearly the same text as “cards/charged-twice.md”: merge the two'],
    },
  ],
});

function card(title: string, text: string): string {
  return `---
title: ${title}
owner: "@acme/billing"
verify-by: 2027-02-19
---

${text}`;
}

/** Path of a card → path of the first card with nearly the same text. */
function originals(scope: Scope, similarity: number): ReadonlyMap<string, string> {
  const made = scope.shared(bySimilarity);
  const known = made.get(similarity) ?? originalsOf(scope.cards.filter(isInUse), similarity);
  made.set(similarity, known);
  return known;
}

/** The results are cached per scope and `similarity`, because `scope.shared` cannot pass on an option. */
function bySimilarity(): Map<number, ReadonlyMap<string, string>> {
  return new Map();
}

function originalsOf(facts: readonly CardFacts[], similarity: number): Map<string, string> {
  const cards = facts.map(({ card }) => card);
  const earlier = earlierAlike(
    facts.map(({ signature }) => signature),
    similarity,
    (one, other) => {
      const [a, b] = [cards[one], cards[other]];
      return !a || !b || !areTranslations(a, b);
    },
  );
  const found = new Map<string, string>();
  for (const [at, { path }] of cards.entries()) {
    const original = cards[earlier[at] ?? -1];
    if (original) found.set(path, original.path);
  }
  return found;
}
