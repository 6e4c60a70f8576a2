/** Rule `front-matter-size`: the front matter is small enough to be read safely. */
import { rule } from '../rule.js';

export const frontMatterSize = rule({
  name: 'front-matter-size',
  summary: 'the front matter has a normal size',
  why: `
YAML that is very long or very deep can crash a program: thirty thousand nested brackets end Node. So kb reads
at most 64 KiB of front matter, 64 keys in a map, 20 nested lists or maps, and 255 spaces in a row.

No card written by a person comes near these limits. If yours does, a tool has written something into it that belongs in a file of
its own.`,
  severity: 'error',
  check: 'reader',
  examples: [
    {
      files: `---
title: Refund policy
matrix: [[1, 2], [3, 4]]
---

Within 14 days.
`,
      says: [],
    },
    {
      files: `---
title: Refund policy
matrix: [[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]
---

Within 14 days.
`,
      says: ['cards/card.md:3:28 lists and maps can be nested at most 20 deep'],
    },
  ],
});
