/** Rule `flag-old`: no flag stays open for long. */
import type { Day } from '../../day.js';
import { isOld } from '../flag-age.js';
import { doubts } from '../in-use.js';
import { lineOf } from '../line-of.js';
import { NOTHING, rule } from '../rule.js';
import { shortened } from '../../text/shortened.js';

export const flagOld = rule({
  name: 'flag-old',
  summary: 'no flag stays open for long',
  why: `
Somebody reported a problem with the card, and nothing has happened. They will not flag a card again, and readers
learn that flags are useless.

Look into it, fix the card, and verify it: that resolves the flag. If the flag was mistaken, say so in the note of the
verification.

A flag older than \`days\` is reported by this rule and no longer by \`flagged\`; a flag without a date stays with \`flagged\`. A flag
with a date in the future would never become old, so it counts as old at once.
To make a scheduled job fail, set \`flag-old: error\`.`,
  severity: 'warning',
  options: {
    days: {
      description: 'How many days a flag can stay open.',
      default: 14,
      range: [0, 3650],
    },
  },
  check: (facts, scope, { days }) => {
    if (!doubts(facts, scope).includes('flagged')) return NOTHING;
    return facts.card.flags
      .filter((flag) => isOld(flag, scope.today, days))
      .map(({ by, on, note }) => ({
        message: `flagged by ${by === '' ? 'somebody' : `“${by}”`} since ${on ?? ''}${orToCome(on, scope.today)}: “${shortened(note)}”`,
        ...lineOf(facts.card, scope, 'flags'),
      }));
  },
  examples: [
    { files: flaggedOn('2026-11-07'), says: [] },
    {
      files: flaggedOn('2026-10-01'),
      says: ['cards/card.md:5:1 flagged by “@ana” since 2026-10-01: “the price changed”'],
    },
    {
      files: flaggedOn('2031-01-01'),
      says: [
        'cards/card.md:5:1 flagged by “@ana” since 2031-01-01, a date in the future: “the price changed”',
      ],
    },
  ],
});

function orToCome(on: Day | null, today: Day): string {
  return on !== null && on > today ? ', a date in the future' : '';
}

function flaggedOn(day: string): string {
  return `---
title: Refund policy
owner: "@legal"
verify-by: 2027-02-19
flags:
  - by: "@ana"
    on: ${day}
    note: the price changed
---

Within 14 days.
`;
}
