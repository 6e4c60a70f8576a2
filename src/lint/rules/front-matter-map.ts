/** Rule `front-matter-map`: the front matter is a single YAML map. */
import { rule } from '../rule.js';

export const frontMatterMap = rule({
  name: 'front-matter-map',
  summary: 'the front matter consists of `key: value` lines, once',
  why: `
The fields of a card are keys with values. A list, a sentence or a second YAML document between the fences is valid YAML,
but it has no fields, so the card has neither owner nor date.

Write each field as \`key: value\` on a line of its own. If the text between two lines \`---\` was not meant as front
matter, put a heading or a sentence before the first one: then it is a horizontal rule.`,
  severity: 'error',
  check: 'reader',
  examples: [
    {
      files: `---
title: Refund policy
tags: [refunds]
---

Within 14 days.
`,
      says: [],
    },
    {
      files: `---
- title: Refund policy
- tags: [refunds]
---

Within 14 days.
`,
      says: ['cards/card.md:2:1 expected "key: value" lines, as in "title: Refunds", found a list'],
    },
    {
      files: `---
Our refund policy
---

Within 14 days.
`,
      says: [
        'cards/card.md:2:1 expected "key: value" lines, as in "title: Refunds", found "Our refund policy"',
      ],
    },
  ],
});
