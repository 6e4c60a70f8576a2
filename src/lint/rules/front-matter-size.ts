/** Rule `front-matter-size`: the front matter stays within what can be read without danger. */
import { rule } from '../rule.js';

export const frontMatterSize = rule({
  name: 'front-matter-size',
  summary: 'the front matter is of a size that people write',
  why: `
YAML that is very long or very deep can stop a program: thirty thousand brackets inside each other end Node. So kb reads
at most 64 KiB of front matter, 64 keys in a map, 20 lists or maps inside each other, and 255 blanks in a row.

No card that people write comes near these limits. If yours does, a tool has written into it what belongs in a file of
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
      says: ['cards/card.md:3:28 lists and maps stand at most 20 deep inside each other'],
    },
  ],
});
