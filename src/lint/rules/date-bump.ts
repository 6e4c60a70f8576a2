/** Rule `date-bump`: days of trust move with a record of who has read the card (`kb lint --since`, `kb diff`). */
import { rule } from '../rule.js';

export const dateBump = rule({
  name: 'date-bump',
  summary: 'a branch moves no day of a card without a record of who has read it',
  why: `
The cheapest way to a healthy base is to move the dates. Then every card is marked as verified, and nobody has read any.

Only \`kb lint --since\` and \`kb diff\` tell: of the cards that a branch touches, wherever they have moved, those whose due
day or day of verification is later than before, though the card has no record that fits its text and its days. It is an
error on cards that have a record, or had one before the branch took it away; \`kb verify\` is the only way to move their
days. It is a warning on the others. The first day of a card is no bump, and neither is an earlier one.

A record can be forged by whoever can compute its hash, and no rule can tell that from reading. Three forgeries are told:

- a day of verification that is still to come: an error
- a record that stays, but with another name, note or hash of the code: a warning, because somebody may verify a card twice
  on one day, and find nothing to change
- a new record that keeps the day of the old one or goes back behind it, while the text or the due day has changed: a
  warning for the same reason. Where \`kb mv\` has rewritten links and every word is the
  same, nothing is said

Everything else is for the reviewer: \`kb diff\` lists who is said to have verified what, to be compared with who made the
commits.

How severe the rule is, the config where the branch began decides, and a comment silences it only if it was there before:
a branch cannot do either for itself.`,
  severity: 'warning',
  check: 'surface',
  examples: [
    {
      before: recorded('2026-08-21', '2026-11-19', '70106835f497'),
      files: recorded('2026-11-21', '2027-02-19', '2d8c6d28d098'),
      says: [],
    },
    {
      before: recorded('2026-08-21', '2026-11-19', '70106835f497'),
      files: recorded('2026-08-21', '2027-11-19', '70106835f497'),
      says: [
        'cards/card.md:4:1 the due day moved from 2026-11-19 to 2027-11-19, and the record is of another text or of other days; read it, then kb verify card',
      ],
    },
    {
      before: recorded('2026-08-21', '2026-11-19', '70106835f497'),
      files: recorded('2026-08-21', '2027-11-19', '9e6447e7e04d'),
      says: [
        'cards/card.md:6:3 the record is a new one, though its day is still 2026-08-21; read it, then kb verify card',
      ],
    },
    {
      before: recorded('2026-08-21', '2026-11-19', '70106835f497'),
      files: recorded('2026-08-21', '2026-11-19', '70106835f497', '@joe'),
      says: [
        'cards/card.md:6:3 the record of 2026-08-21 has another name, note or hash of the code, though its text and days are the same; read it, then kb verify card',
      ],
    },
    {
      before: { 'kb.config.yaml': 'dialect: gds\n', 'cards/card.md': page('2026-05-11') },
      files: { 'kb.config.yaml': 'dialect: gds\n', 'cards/card.md': page('2026-11-21') },
      says: [
        'cards/card.md:3:1 the day of the verification moved from 2026-05-11 to 2026-11-21, and no record says who has read the card; read it, then kb verify card',
      ],
    },
  ],
});

function recorded(on: string, due: string, content: string, by = '@ana'): string {
  return `---
title: Refund policy
owner: "@legal"
verify-by: ${due}
verified:
  on: ${on}
  by: "${by}"
  content: ${content}
---

Within 14 days.
`;
}

function page(day: string): string {
  return `---\ntitle: Fees\nlast_reviewed_on: ${day}\nreview_in: 6 months\n---\n\nNone.\n`;
}
