/** Rule `bulk-verify`: a branch verifies no more cards in the same words than somebody reads (`kb lint --since`). */
import { rule } from '../rule.js';

const BEFORE = Object.fromEntries(
  ['a', 'b', 'c'].map((name) => [`cards/${name}.md`, page(name, '2026-05-11')]),
);

export const bulkVerify = rule({
  name: 'bulk-verify',
  summary: 'a branch does not verify many cards at once with the same note',
  why: `
Whoever verifies two hundred cards in a minute has read none of them. Cards that are verified are believed, so a wrong one
among them does more harm than a stale one.

Only \`kb lint --since\` tells. It counts the cards that a branch verifies in the name of the same person, on the same day
and with the same note, and asks once where there are more than \`most\`. It counts by branch, not by commit: that
is still so after a squash. A day that moves on cards without a record counts, too, because that is how dates are moved
in bulk. How severe the rule is, and how many are too many, the config where the branch began decides.

Sometimes all of them were read: say in the pull request how. A note for each card says more than one for all.`,
  severity: 'warning',
  options: {
    most: {
      description: 'Cards of the same person, day and note in a branch that are no matter.',
      default: 10,
      range: [1, 10_000],
    },
  },
  check: 'surface',
  examples: [
    {
      before: { 'kb.config.yaml': 'dialect: gds\nrules: { bulk-verify: { most: 2 } }\n', ...BEFORE },
      files: {
        'kb.config.yaml': 'dialect: gds\nrules: { bulk-verify: { most: 2 } }\n',
        ...BEFORE,
        'cards/a.md': page('a', '2026-11-21'),
        'cards/b.md': page('b', '2026-11-21'),
      },
      says: [],
    },
    {
      before: { 'kb.config.yaml': 'dialect: gds\nrules: { bulk-verify: { most: 2 } }\n', ...BEFORE },
      files: {
        'kb.config.yaml': 'dialect: gds\nrules: { bulk-verify: { most: 2 } }\n',
        'cards/a.md': page('a', '2026-11-21'),
        'cards/b.md': page('b', '2026-11-21'),
        'cards/c.md': page('c', '2026-11-21'),
      },
      says: ['cards/a.md:3:1 3 cards were verified on 2026-11-21 without a note: was each of them read?'],
    },
  ],
});

function page(name: string, day: string): string {
  return `---\ntitle: Page ${name}\nlast_reviewed_on: ${day}\nreview_in: 6 months\n---\n\nText.\n`;
}
