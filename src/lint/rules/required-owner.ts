/** Rule `required-owner`: a card has an owner. */
import { rule } from '../rule.js';

export const requiredOwner = rule({
  name: 'required-owner',
  summary: 'a card has an owner',
  why: `
A card that belongs to nobody is checked by nobody. When it is due, the owner gets the issue; when a reader flags it,
the owner is asked.

Write \`owner\` into the card, or once for a folder into its \`_kb.yaml\`. kb also takes the owner of the path from
CODEOWNERS, and finally the one under \`defaults\` in \`kb.config.yaml\`.`,
  severity: 'error',
  check: 'reader',
  examples: [
    {
      files: {
        'cards/card.md': `---
title: Refund policy
verify-by: 2027-02-19
---

Within 14 days.
`,
        CODEOWNERS: `/cards/ @legal
`,
      },
      says: [],
    },
    {
      files: `---
title: Refund policy
verify-by: 2027-02-19
---

Within 14 days.
`,
      says: [
        'cards/card.md:1:1 expected an owner: `owner`, `_kb.yaml`, CODEOWNERS or `defaults` in the config',
      ],
    },
  ],
});
