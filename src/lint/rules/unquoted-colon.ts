/** Rule `unquoted-colon`: a value that contains `: ` is in quotes. */
import { rule } from '../rule.js';

export const unquotedColon = rule({
  name: 'unquoted-colon',
  summary: 'a value that contains `: ` is in quotes',
  why: `
A colon followed by a space makes a key of the text before it. In \`title: FAQ: refunds\` there are two keys on one
line, which YAML refuses, along with the whole front matter.

Put double quotes around the value; \`--fix\` does it.`,
  severity: 'error',
  check: 'reader',
  examples: [
    {
      files: `---
title: "FAQ: refunds"
---

Within 14 days.
`,
      says: [],
    },
    {
      files: `---
title: FAQ: refunds
---

Within 14 days.
`,
      says: ['cards/card.md:2:8 a value with ": " in it needs quotes: title: "FAQ: refunds"'],
      fixed: `---
title: "FAQ: refunds"
---

Within 14 days.
`,
    },
  ],
});
