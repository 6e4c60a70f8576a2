/** Rule `type`: each field has a value of the right type. */
import { rule } from '../rule.js';

export const type = rule({
  name: 'type',
  summary: 'each field has a value of the right type',
  why: `
A title that is a list, or an unknown status, cannot be shown, filtered or counted. The field is ignored until it
is right; the rest of the card counts.

The message says what the field accepts. [The table of fields](../card-format.md) lists all of them. In a \`_kb.yaml\`, an invalid
\`audience\` makes the cards below it \`internal\`, never public.`,
  severity: 'error',
  check: 'reader',
  examples: [
    {
      files: {
        'cards/card.md': `---
title: Refund policy
status: deprecated
audience: restricted:support
keywords: [chargeback, money back]
---

Within 14 days.
`,
        'cards/_kb.yaml': `audience: public
`,
      },
      says: [],
    },
    {
      files: `---
title: [Refund, policy]
status: old
audience: support
verified: 2026-11-01
---

Within 14 days.
`,
      says: [
        'cards/card.md:2:1 title: expected text, found a list',
        'cards/card.md:3:1 status: expected `draft`, `active`, `deprecated` or `archived`, found “old”',
        'cards/card.md:4:1 audience: expected `public`, `internal` or `restricted:GROUP`, found “support”',
        'cards/card.md:5:1 verified: expected a map of keys and values',
      ],
    },
    {
      files: {
        'cards/card.md': `---
title: Refund policy
---

Within 14 days.
`,
        'cards/_kb.yaml': `audience: everybody
`,
      },
      says: [
        'cards/_kb.yaml:1:1 audience: expected `public`, `internal` or `restricted:GROUP`, found “everybody”',
      ],
    },
  ],
});
