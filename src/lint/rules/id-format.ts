/** Rule `id-format`: an id can be part of a URL. */
import { rule } from '../rule.js';

export const idFormat = rule({
  name: 'id-format',
  summary: 'an id consists of `a-z`, `0-9` and `-`, in parts joined by `/`',
  why: `
The id is the name that stays when the file moves: links, issues and the history of the card depend on it. People type it
in a terminal and it appears in URLs, so it has no spaces, no capital letters and no letters that look alike.

Until the id is right, the card uses the id made from its path.`,
  severity: 'error',
  check: 'reader',
  examples: [
    {
      files: `---
id: billing/refund-eu
title: Refund policy
---

Within 14 days.
`,
      says: [],
    },
    {
      files: `---
id: Billing/Refund EU
title: Refund policy
---

Within 14 days.
`,
      says: [
        'cards/card.md:2:1 id: expected an id such as `billing/refund-eu`: segments of a-z, 0-9 and `-`, up to 64 each, joined by `/`, found “Billing/Refund EU”',
      ],
    },
  ],
});
