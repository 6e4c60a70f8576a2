/** Rule `id-clash`: ids that are made from paths differ. */
import { rule } from '../rule.js';

export const idClash = rule({
  name: 'id-clash',
  summary: 'the id that is made from a path is not that of another card',
  why: `
A card without an id gets one from its path. Two paths can lead to the same one: \`refund eu.md\` and \`refund-eu.md\`, or a
path that is spelled like the id that another card states. Then a short code is hung on, and the card has a name that
nobody would guess.

Write an \`id\` into the card, or give the file another name.`,
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
