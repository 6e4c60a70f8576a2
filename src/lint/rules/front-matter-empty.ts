/** Rule `front-matter-empty`: the front matter has fields. */
import { rule } from '../rule.js';

export const frontMatterEmpty = rule({
  name: 'front-matter-empty',
  summary: 'the front matter has fields',
  why: `
Two lines \`---\` with nothing between them say nothing about the card. Usually somebody meant to fill them in, or all
fields were commented out.

Write the fields between the lines, or delete both lines.`,
  severity: 'error',
  check: 'reader',
  examples: [
    {
      files: `---
title: Refund policy
---

Within 14 days.
`,
      says: [],
    },
    {
      files: `---
# title: Refund policy
---

Within 14 days.
`,
      says: [
        'cards/card.md:1:1 expected "key: value" lines between the fences, as in "title: Refunds", found none',
      ],
    },
  ],
});
