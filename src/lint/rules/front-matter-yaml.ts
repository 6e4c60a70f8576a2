/** Rule `front-matter-yaml`: the front matter is valid YAML. */
import { rule } from '../rule.js';

export const frontMatterYaml = rule({
  name: 'front-matter-yaml',
  summary: 'the front matter is valid YAML',
  why: `
If the front matter cannot be read, none of its fields counts: kb does not guess what was meant. The card
can still be found by its text, but it is unverified until the line is fixed.

The message gives the line and, if possible, the corrected line. Most mistakes go away with double quotes
around the whole value.`,
  severity: 'error',
  check: 'reader',
  examples: [
    {
      files: `---
title: "100 % of the price"
tags: [refunds, legal]
---

Within 14 days.
`,
      says: [],
    },
    {
      files: `---
title: %100 of the price
---

Within 14 days.
`,
      says: ['cards/card.md:2:8 a value that begins with % needs quotes: title: "%100 of the price"'],
      fixed: `---
title: "%100 of the price"
---

Within 14 days.
`,
    },
    {
      files: `---
title: Refund policy
tags: [refunds, legal
---

Within 14 days.
`,
      says: ['cards/card.md:3:7 expected a closing ] for this [, as in "tags: [refunds, stripe]"'],
    },
    {
      files: `---
title: "Refund policy
---

Within 14 days.
`,
      says: ['cards/card.md:2:8 expected a closing ", found the end'],
    },
    {
      files: `---
title: "D:\\docs are gone"
---

Within 14 days.
`,
      says: [
        'cards/card.md:2:11 "\\d" has no meaning in double quotes; write \\\\ for a backslash, or use single quotes',
      ],
    },
    {
      files: `---
title: Refund policy
owner
---

Within 14 days.
`,
      says: ['cards/card.md:3:1 expected "key: value", as in "title: Refunds", found "owner"'],
    },
  ],
});
