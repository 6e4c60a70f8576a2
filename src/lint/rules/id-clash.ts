/** Rule `id-clash`: an id made from a path is not the id of another card. */
import { rule } from '../rule.js';

export const idClash = rule({
  name: 'id-clash',
  summary: 'an id made from a path is not the id of another card',
  why: `
A card without an id gets one from its path. Two paths can lead to the same id: \`refund eu.md\` and \`refund-eu.md\`, or a
path that matches the id written in another card. Then kb appends a short code, and the card has a name that
nobody would guess.

Write an \`id\` into the card, or rename the file.`,
  severity: 'warning',
  check: 'reader',
  examples: [
    {
      files: {
        'cards/refund-eu.md': `---
title: Refund policy (EU)
---

Within 14 days.
`,
        'cards/refund-eu-2024.md': `---
title: Refund policy (EU) of 2024
---

Within 30 days.
`,
      },
      says: [],
    },
    {
      files: {
        'cards/refund-eu.md': `---
title: Refund policy (EU)
---

Within 14 days.
`,
        'cards/refund eu.md': `---
title: Refund policy (EU)
---

Within 30 days.
`,
      },
      says: [
        'cards/refund eu.md:1:1 “refund-eu”, made from the path, is also the id of cards/refund-eu.md; the card is “refund-eu-9dda50” until it has an id',
        'cards/refund-eu.md:1:1 “refund-eu”, made from the path, is also the id of cards/refund eu.md; the card is “refund-eu-ff5c96” until it has an id',
      ],
    },
  ],
});
