/** Rule `tab-indentation`: the front matter is indented with spaces. */
import { rule } from '../rule.js';

export const tabIndentation = rule({
  name: 'tab-indentation',
  summary: 'the front matter is indented with spaces',
  why: `
YAML allows no tabs in indentation, because their width is unclear. None of the front matter can be
read then.

Indent with two spaces, and set your editor to do the same in Markdown files.`,
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
      says: ['cards/card.md:4:1 indent with spaces: YAML allows no tabs'],
    },
  ],
});
