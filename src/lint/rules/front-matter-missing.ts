/** Rule `front-matter-missing`: a card starts with front matter. */
import { rule } from '../rule.js';

export const frontMatterMissing = rule({
  name: 'front-matter-missing',
  summary: 'a card starts with front matter',
  why: `
Owner and date are in the front matter, the block between two lines \`---\` at the top of the file. A card without one
can be found, but nobody vouches for it and nobody is asked when it gets old.

Write the block, or create the file with \`kb new\`. In docs that were not written for kb this is only information, because pages
without fields are no mistake there.`,
  severity: 'error',
  check: 'reader',
  examples: [
    {
      files: `---
title: Refund policy
owner: "@legal"
verify-by: 2027-02-19
---

Within 14 days.
`,
      says: [],
    },
    {
      files: `# Refund policy

Within 14 days.
`,
      says: ['cards/card.md:1:1 no front matter: a card starts with "---", "key: value" lines and "---"'],
    },
  ],
});
