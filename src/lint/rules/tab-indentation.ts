/** Rule `tab-indentation`: front matter is indented with blanks. */
import { rule } from '../rule.js';

export const tabIndentation = rule({
  name: 'tab-indentation',
  summary: 'the front matter is indented with blanks',
  why: `
YAML allows no tab where a line is indented, because nobody can tell how wide it is. The whole front matter cannot be
read then.

Indent with two blanks, and set your editor so that it does the same in Markdown files.`,
  severity: 'error',
  check: 'reader',
  examples: [
    {
      files: `---
title: Refund policy
tags:
  - refunds
---

Within 14 days.
`,
      says: [],
    },
    {
      files: `---
title: Refund policy
tags:
\t- refunds
---

Within 14 days.
`,
      says: ['cards/card.md:4:1 indent with blanks: YAML allows no tabs'],
    },
  ],
});
