/** Rule `expired`: a card is verified again before its date passes. */
import { doubts } from '../in-use.js';
import { NOTHING, rule } from '../rule.js';

export const expired = rule({
  name: 'expired',
  summary: 'a card is verified again before its date passes',
  why: `
Somebody vouched for the card until a certain date, and that date has passed. The card may still be right, but nobody has
confirmed it: if you send it to a customer, you send a guess.

Check it against what it describes, fix it if needed, and run \`kb verify\`, which sets the next date. If nobody
needs it any more, \`kb archive\` keeps it for the record.

In a plain run this is an error, so that a scheduled job fails when cards go stale. With \`--since\` it is a warning: time
alone does not block a pull request.`,
  severity: 'error',
  sinceSeverity: 'warning',
  check: (facts, scope) => {
    // `doubts` has all reasons: a card with an open flag is unverified in the first place, but may be expired as well.
    if (!doubts(facts, scope).includes('expired')) return NOTHING;
    const { verifyBy } = scope.trust(facts);
    const message = `verified until ${verifyBy ?? ''} only; check it, then kb verify ${facts.card.id}`;
    return [{ message, line: 1, column: 1 }];
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
verify-by: 2026-10-11
---

Within 14 days.
`,
      says: ['cards/card.md:1:1 verified until 2026-10-11 only; check it, then kb verify card'],
    },
    {
      files: `---
title: Refund policy
owner: "@legal"
verify-by: 2026-10-11
flags: [{ by: "@ana", note: the price changed }]
---

Within 14 days.
`,
      says: ['cards/card.md:1:1 verified until 2026-10-11 only; check it, then kb verify card'],
    },
    {
      files: `---
title: Refund policy
owner: "@legal"
verify-by: 2026-10-11
status: archived
---

Within 14 days.
`,
      says: [],
    },
  ],
});
