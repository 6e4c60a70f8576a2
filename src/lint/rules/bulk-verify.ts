/** Rule `bulk-verify`: a branch does not verify more cards with the same note than anybody reads (`kb lint --since`). */
import { rule } from '../rule.js';

const CONFIG = 'dialect: gds\nrules: { bulk-verify: { most: 1 } }\n';

export const bulkVerify = rule({
  name: 'bulk-verify',
  summary: 'a branch does not verify many cards at once with the same note',
  why: `
Somebody who verifies two hundred cards in a minute has read none of them. Readers believe verified cards, so a wrong one
among them does more harm than a stale one.

Only \`kb lint --since\` reports this, and \`kb diff\` lists who verified what. It counts the cards that a branch verifies in the
name of the same person, on the same day and with the same note. It counts by branch, not by commit, so a squash changes nothing.
If there are more than \`most\`, it reports them once. A date that moves on cards without a record counts too, because that is how
dates are moved in bulk. The config at the start of the branch decides how severe the rule is, and how many are too many.

Sometimes all of the cards were really read: say how in the pull request. A note for each card says more than one for all.`,
  severity: 'warning',
  options: {
    most: {
      description: 'How many cards with the same person, date and note are fine in one branch.',
      default: 10,
      range: [1, 10_000],
    },
  },
  check: 'surface',
  examples: [
    {
      before: pages('2026-05-11', '2026-05-11'),
      files: pages('2026-11-21', '2026-11-20'),
      says: [],
    },
    {
      before: pages('2026-05-11', '2026-05-11'),
      files: pages('2026-11-21', '2026-11-21'),
      says: ['cards/a.md:3:1 2 cards were verified on 2026-11-21 without a note: was each of them read?'],
    },
  ],
});

function pages(a: string, b: string): Record<string, string> {
  return { 'kb.config.yaml': CONFIG, 'cards/a.md': page('a', a), 'cards/b.md': page('b', b) };
}

function page(name: string, day: string): string {
  return `---\ntitle: Page ${name}\nlast_reviewed_on: ${day}\nreview_in: 6 months\n---\n\nText.\n`;
}
