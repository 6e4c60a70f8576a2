/** Rule `duplicate-key`: a key appears only once in its map. */
import { rule } from '../rule.js';

export const duplicateKey = rule({
  name: 'duplicate-key',
  summary: 'each key appears once in its map',
  why: `
If there are two dates, only one can be right, and each tool picks a different one. It happens when two branches add the same
field, or when a template is filled in below the fields that were already there.

kb uses neither: the card is unverified until one of them is deleted.`,
  severity: 'error',
  check: 'reader',
  examples: [
    {
      files: `---
title: Refund policy
verify-by: 2027-02-19
---

Within 14 days.
`,
      says: [],
    },
    {
      files: `---
title: Refund policy
verify-by: 2027-02-19
verify-by: 2027-08-01
---

Within 14 days.
`,
      says: ['cards/card.md:4:1 "verify-by" appears again; the first is on line 3'],
    },
  ],
});
