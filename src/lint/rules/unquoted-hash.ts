/** Rule `unquoted-hash`: a value that starts with `#` is in quotes. */
import { rule } from '../rule.js';

export const unquotedHash = rule({
  name: 'unquoted-hash',
  summary: 'a value that starts with `#` is in quotes',
  why: `
In YAML, a \`#\` after a space starts a comment. So \`owner: #team-support\` is a key without a value, and no tool
complains: the card just has no owner. In a list in brackets, the closing bracket is lost too.

Put double quotes around the value; \`--fix\` does it. A real comment after an empty key, with a space after the \`#\`, is
only a warning.`,
  severity: 'error',
  check: 'reader',
  examples: [
    {
      files: `---
title: Refund policy
owner: "#team-support"
---

Within 14 days.
`,
      says: [],
    },
    {
      files: `---
title: Refund policy
owner: #team-support
---

Within 14 days.
`,
      says: [
        'cards/card.md:3:8 "owner" has no value: text after # is a comment unless it is quoted: "#team-support"',
      ],
      fixed: `---
title: Refund policy
owner: "#team-support"
---

Within 14 days.
`,
    },
    {
      files: `---
title: Refund policy
verifiers: [#team-support, #legal]
---

Within 14 days.
`,
      says: ['cards/card.md:3:13 text after # is a comment unless it is quoted: "#team-support", "#legal"'],
      fixed: `---
title: Refund policy
verifiers: ["#team-support", "#legal"]
---

Within 14 days.
`,
    },
    {
      files: `---
title: Refund policy
owner: # to be decided
---

Within 14 days.
`,
      says: ['cards/card.md:3:8 "owner" has no value: what follows # is a comment'],
    },
  ],
});
