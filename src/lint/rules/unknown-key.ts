/** Rule `unknown-key`: no key is a misspelled field name. */
import { rule } from '../rule.js';

export const unknownKey = rule({
  name: 'unknown-key',
  summary: 'no key is a misspelled field name',
  why: `
A typo in a field name goes unnoticed: with \`verfy-by\` the card has no date, and every tool assumes that the key belongs to
another tool. So kb reports a key that is a letter or two away from one of its own, and that hardly any other card has.

Correct the name. Keys of other tools are welcome: a key that is very different from kb's names, or is in many cards, is never
reported. In a \`_kb.yaml\` only folder defaults are read, and any other key is an error.`,
  severity: 'warning',
  check: 'reader',
  examples: [
    {
      files: {
        'cards/card.md': `---
title: Refund policy
verify-by: 2027-02-19
sidebar_position: 3
---

Within 14 days.
`,
        'cards/_kb.yaml': `owner: "@legal"
`,
      },
      says: [],
    },
    {
      files: {
        'cards/card.md': `---
title: Refund policy
verfy-by: 2027-02-19
---

Within 14 days.
`,
        'cards/_kb.yaml': `verify-by: 2027-02-19
`,
      },
      says: [
        'cards/_kb.yaml:1:1 verify-by: expected one of owner, verify-every, audience, tags',
        'cards/card.md:3:1 unknown key “verfy-by”: did you mean “verify-by”?',
      ],
    },
  ],
});
