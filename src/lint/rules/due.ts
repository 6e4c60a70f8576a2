/** Rule `due`: the day until which somebody vouched for the card is near. */
import { doubts } from '../in-use.js';
import { NOTHING, rule } from '../rule.js';

export const due = rule({
  name: 'due',
  summary: 'a card is verified again before its day is near',
  why: `
The day until which the card holds is less than \`warn\` days away (14, where the config does not say). Checked now, it is
never stale; checked in three weeks, everybody who read it in between was on their own.

Read it against what it describes, mend what is wrong, and say so with \`kb verify\`, which sets the next day.`,
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
