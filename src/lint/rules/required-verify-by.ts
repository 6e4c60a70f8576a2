/** Rule `required-verify-by`: a card has a date until which it can be relied on. */
import { rule } from '../rule.js';

export const requiredVerifyBy = rule({
  name: 'required-verify-by',
  summary: 'a card has a date until which it can be relied on',
  why: `
A card without a date is never due, so nobody ever looks at it again. Readers cannot tell whether it was checked last
week or five years ago.

Write \`verify-by\`, or check the card and run \`kb verify\`, which writes it. Drafts, archived and superseded cards
need no date, and neither does a card with a \`verify-every\` of its own: it becomes due once somebody has verified it,
and \`undated\` warns until then.`,
  severity: 'error',
  check: 'reader',
  examples: [
    {
      files: `---
title: Refund policy
owner: "@legal"
verified: {on: 2026-11-02, by: "@ana"}
verify-every: 90d
---

Within 14 days.
`,
      says: [],
    },
    {
      files: `---
title: Refund policy
owner: "@legal"
status: draft
---

Within 14 days.
`,
      says: [],
    },
    {
      files: `---
title: Refund policy
owner: "@legal"
verify-every: 90d
---

Within 14 days.
`,
      says: [],
    },
    {
      files: `---
title: Refund policy
owner: "@legal"
---

Within 14 days.
`,
      says: ['cards/card.md:1:1 expected `verify-by`, as in `verify-by: 2027-02-19`'],
    },
  ],
});
