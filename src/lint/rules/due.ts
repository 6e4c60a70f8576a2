/** Rule `due`: a card is verified again before its date is near. */
import { doubts } from '../in-use.js';
import { NOTHING, rule } from '../rule.js';

export const due = rule({
  name: 'due',
  summary: 'a card is verified again before its date is near',
  why: `
The card is less than \`warn\` days from its date (14 by default). If it is checked now, it never goes stale; if it is checked
three weeks from now, everyone who reads it in between is on their own.

Check it against what it describes, fix it if needed, and run \`kb verify\`, which sets the next date.`,
  severity: 'warning',
  check: (facts, scope) => {
    if (!doubts(facts, scope).includes('soon')) return NOTHING;
    const { verifyBy } = scope.trust(facts);
    const message = `verified until ${verifyBy ?? ''}; check it, then kb verify ${facts.card.id}`;
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
verify-by: 2026-11-30
---

Within 14 days.
`,
      says: ['cards/card.md:1:1 verified until 2026-11-30; check it, then kb verify card'],
    },
  ],
});
