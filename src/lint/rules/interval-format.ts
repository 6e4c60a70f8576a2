/** Rule `interval-format`: an interval is a number of days, weeks, months or years. */
import { rule } from '../rule.js';

export const intervalFormat = rule({
  name: 'interval-format',
  summary: 'an interval is a number of days, weeks, months or years',
  why: `
The interval says how long a verification lasts. If it cannot be read, \`kb verify\` does not know the next date, and a
card that depends on it counts as unverified.

Write a number with a unit: \`90d\`, \`4 weeks\`, \`6 months\`, \`1 year\`. \`monthly\`, \`quarterly\`, \`biannual\`
and \`annual\` work too.`,
  severity: 'error',
  check: 'reader',
  examples: [
    {
      files: {
        'cards/card.md': `---
title: Refund policy
verify-every: 6 months
---

Within 14 days.
`,
        'cards/_kb.yaml': `verify-every: 90d
`,
      },
      says: [],
    },
    {
      files: {
        'cards/card.md': `---
title: Refund policy
verify-every: half a year
---

Within 14 days.
`,
        'cards/_kb.yaml': `verify-every: often
`,
      },
      says: [
        'cards/_kb.yaml:1:1 verify-every: expected an interval such as `90d`, `4 weeks`, `6 months`, `1 year`, `quarterly` or `P6M`, found “often”',
        'cards/card.md:3:1 verify-every: expected an interval such as `90d`, `4 weeks`, `6 months`, `1 year`, `quarterly` or `P6M`, found “half a year”',
      ],
    },
  ],
});
