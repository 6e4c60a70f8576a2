/** Rule `edited-since`: the text and dates of a card are the ones that were verified. */
import { doubts } from '../in-use.js';
import { lineOf } from '../line-of.js';
import { NOTHING, rule } from '../rule.js';

export const editedSince = rule({
  name: 'edited-since',
  summary: 'the text and the dates of a card have not changed since it was verified',
  why: `
\`verified.content\` is a hash of the text and the dates that somebody checked. They are different now: the
text was edited, or a date was moved by hand, and nobody has verified the card since.

Read the whole card and verify it. A change of the owner, of tags or of line endings does not count as an edit.`,
  severity: 'warning',
  check: (facts, scope) => {
    if (!doubts(facts, scope).includes('edited-since')) return NOTHING;
    const message = `edited since it was verified; check it, then kb verify ${facts.card.id}`;
    return [{ message, ...lineOf(facts.card, scope, 'verified.content') }];
  },
  examples: [
    {
      files: `---
title: Refund policy
owner: "@legal"
verify-by: 2027-02-19
verified:
  on: 2026-11-21
  content: 2d8c6d28d098
---

Within 14 days.
`,
      says: [],
    },
    {
      files: `---
title: Refund policy
owner: "@legal"
verify-by: 2027-02-19
verified:
  on: 2026-11-21
  content: 5f1c9a3e27b0
---

Within 14 days.
`,
      says: ['cards/card.md:7:3 edited since it was verified; check it, then kb verify card'],
    },
  ],
});
