/** Rule `id-duplicate`: an id is written in one card only. */
import { rule } from '../rule.js';

export const idDuplicate = rule({
  name: 'id-duplicate',
  summary: 'each id is written in one card only',
  why: `
Two cards with the same id are usually a card and its copy. A link, an issue or \`kb verify\` could mean either, and kb does not
guess: it ignores the fields of both, so that nobody relies on the wrong one. Ids that differ only in capital letters or in the
encoding of an accent count as the same.

Give the copy an id of its own. If the card was moved, delete the old file.`,
  severity: 'error',
  check: 'reader',
  examples: [
    {
      files: {
        'cards/refund-eu.md': `---
id: refund-eu
title: Refund policy (EU)
---

Within 14 days.
`,
        'cards/refund-us.md': `---
id: refund-us
title: Refund policy (US)
---

Within 30 days.
`,
      },
      says: [],
    },
    {
      files: {
        'cards/refund-eu.md': `---
id: refund-eu
title: Refund policy (EU)
---

Within 14 days.
`,
        'cards/refund-us.md': `---
id: refund-eu
title: Refund policy (US)
---

Within 30 days.
`,
      },
      says: [
        'cards/refund-eu.md:2:1 id “refund-eu” is also the id of cards/refund-us.md; give each card its own',
        'cards/refund-us.md:2:1 id “refund-eu” is also the id of cards/refund-eu.md; give each card its own',
      ],
    },
  ],
});
