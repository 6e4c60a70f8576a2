/** Rule `flagged`: nobody objects to the card. */
import { shortened } from '../../card/yaml/words.js';
import { doubts } from '../in-use.js';
import { lineOf } from '../line-of.js';
import { NOTHING, rule } from '../rule.js';

export const flagged = rule({
  name: 'flagged',
  summary: 'a card has no open flag',
  why: `
Somebody who used the card says that something in it is wrong. Until that is settled, readers are told not to rely on it.

Look into it, mend the card, and verify it: that clears the flag. If the objection was mistaken, say so in the note of the
verification.`,
  severity: 'warning',
  check: (facts, scope) => {
    if (!doubts(facts, scope).includes('flagged')) return NOTHING;
    return facts.card.flags.map(({ by, note }) => ({
      message: `flagged by ${by === '' ? 'somebody' : `“${by}”`}: “${shortened(note)}”`,
      ...lineOf(facts.card, scope, 'flags'),
    }));
  },
  examples: [
    {
      files: `---
title: Refund policy
owner: "@legal"
verify-by: 2027-02-19
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
flags:
  - by: "@ana"
    on: 2026-11-02
    note: the price changed
---

Within 14 days.
`,
      says: ['cards/card.md:5:1 flagged by “@ana”: “the price changed”'],
    },
  ],
});
