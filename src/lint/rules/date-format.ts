/** Rule `date-format`: a date exists in the calendar and is written clearly. */
import { rule } from '../rule.js';

export const dateFormat = rule({
  name: 'date-format',
  summary: 'a date exists in the calendar and is written `YYYY-MM-DD`',
  why: `
Dates decide whether a card is verified or stale. Many programs turn an invalid date into another one: 31 February becomes
3 March, and 04/05 is May in one country and April in another. kb accepts only dates that are written clearly: the card is
unverified until the date is right.

Write year, month and day with leading zeros: \`2027-02-19\`. In the dialect \`learn\`, \`02/19/2027\` is also a date; with your own
field mapping, so are \`2027-feb-19\` and timestamps.`,
  severity: 'error',
  check: 'reader',
  examples: [
    {
      files: `---
title: Refund policy
verify-by: 2027-02-28
---

Within 14 days.
`,
      says: [],
    },
    {
      files: `---
title: Refund policy
verify-by: 2027-02-31
---

Within 14 days.
`,
      says: ['cards/card.md:3:1 verify-by: expected a calendar date as YYYY-MM-DD, found “2027-02-31”'],
    },
    {
      files: `---
title: Refund policy
verified:
  on: 2026-9-05
---

Within 14 days.
`,
      says: ['cards/card.md:4:3 verified.on: expected a calendar date as YYYY-MM-DD, found “2026-9-05”'],
    },
    {
      files: {
        'kb.config.yaml': `dialect: learn
`,
        'cards/card.md': `---
title: Refund policy
ms.date: 9/5/26
---

Within 14 days.
`,
      },
      says: [
        'cards/card.md:3:1 ms.date: expected a calendar date as YYYY-MM-DD or MM/DD/YYYY, found “9/5/26”',
      ],
    },
  ],
});
