/** Rule `flags`: each flag has a name, a date and a note. */
import { rule } from '../rule.js';

export const flags = rule({
  name: 'flags',
  summary: 'each open flag says who raised it and why',
  why: `
A flag tells readers that somebody doubts the card, and tells the owner what to look at. Without a name nobody can be
asked, and without a note nobody knows what the problem is. Even then the card counts as flagged.

If you let \`kb flag\` write flags and \`kb verify\` remove them, the format is always right.`,
  severity: 'error',
  check: 'reader',
  examples: [
    {
      files: `---
title: Refund policy
flags:
  - by: "@ana"
    on: 2026-11-02
    note: the fee has changed
---

Within 14 days.
`,
      says: [],
    },
    {
      files: `---
title: Refund policy
flags:
  - by: "@ana"
    on: 2026-11-02
---

Within 14 days.
`,
      says: [
        'cards/card.md:4:5 flags: expected a list of maps with `by`, `on` and `note`, written by `kb flag`, found one without `note`',
      ],
    },
    {
      files: `---
title: Refund policy
flags: the fee has changed
---

Within 14 days.
`,
      says: [
        'cards/card.md:3:1 flags: expected a list of maps with `by`, `on` and `note`, written by `kb flag`, found “the fee has changed”',
      ],
    },
  ],
});
