/** Rule `front-matter-closed`: the front matter ends with a line `---`. */
import { rule } from '../rule.js';

export const frontMatterClosed = rule({
  name: 'front-matter-closed',
  summary: 'the front matter ends with a line `---`',
  why: `
Without the second \`---\`, kb cannot tell where the fields end and the text begins, so all fields are ignored: no owner,
no date. The line must contain three dashes and nothing else.`,
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
title: Refund policy

Within 14 days.
`,
      says: [
        'cards/card.md:1:1 expected a line "---" that closes the front matter, found the end of the file',
      ],
    },
    {
      files: `---
title: Refund policy
----

Within 14 days.
`,
      says: ['cards/card.md:3:1 expected "---" alone on the line that closes the front matter, found "----"'],
    },
  ],
});
