/** Rule `date-bump`: the dates of a card move only with a record of who checked it (`kb lint --since`, `kb diff`). */
import { rule } from '../rule.js';

export const dateBump = rule({
  name: 'date-bump',
  summary: 'a branch does not move the dates of a card without a record of who checked it',
  why: `
The cheapest way to a healthy base is to move the dates. Then every card looks verified, and nobody has read any.

Only \`kb lint --since\` and \`kb diff\` report this. They look at the cards that a branch touches, even if they were moved, and
report those whose due date or verification date is later than before without a record that matches the text and the dates. This
is an error on cards that have a record, or had one before the branch removed it: their dates can only be moved by \`kb verify\`.
It is a warning on other cards. Adding a first date is fine, and so is moving a date back.

Anyone who can compute the hash can forge a record, and no rule can tell that from an honest one. Three kinds of forgery are
reported:

- a verification date in the future: an error
- a record that stays, but with another name, note or hash of the code: a warning, because somebody may verify a card twice
  on one day, and find nothing to change
- a new record with the date of the old one or an earlier date, although the text or the due date has changed: a warning for the
  same reason. If \`kb mv\` updated links and every word is the same, nothing is reported

The rest is up to the reviewer: \`kb diff\` lists who is said to have verified what, to compare with the authors of the commits.

The config at the start of the branch decides how severe the rule is, and a comment ignores it only if it was there before:
a branch can do neither for itself.`,
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
        'cards/card.md:4:1 the due date moved from 2026-11-19 to 2027-11-19, but the record is for another text or other dates; check it, then kb verify card',
      ],
    },
    {
      before: recorded('2026-08-21', '2026-11-19', '70106835f497'),
      files: recorded('2026-08-21', '2027-11-19', '9e6447e7e04d'),
      says: [
        'cards/card.md:6:3 the record is new, but its date is still 2026-08-21; check it, then kb verify card',
      ],
    },
    {
      before: recorded('2026-08-21', '2026-11-19', '70106835f497'),
      files: recorded('2026-08-21', '2026-11-19', '70106835f497', '@joe'),
      says: [
        'cards/card.md:6:3 the record of 2026-08-21 has another name, note or code hash, but the same text and dates; check it, then kb verify card',
      ],
    },
    {
      before: { 'kb.config.yaml': 'dialect: gds\n', 'cards/card.md': page('2026-05-11') },
      files: { 'kb.config.yaml': 'dialect: gds\n', 'cards/card.md': page('2026-11-21') },
      says: [
        'cards/card.md:3:1 the verification date moved from 2026-05-11 to 2026-11-21, but no record says who checked the card; check it, then kb verify card',
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
