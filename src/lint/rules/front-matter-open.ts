/** Rule `front-matter-open`: the first line of the file is three dashes. */
import { rule } from '../rule.js';

export const frontMatterOpen = rule({
  name: 'front-matter-open',
  summary: 'the front matter opens with `---` alone on the first line',
  why: `
Front matter is only front matter when the first line is \`---\` and nothing else. With a blank line above it, with a
word behind it (\`---json\`) or with no dashes at all, its fields would be read as text: no owner, no date. kb says so
instead of guessing, and it never runs what such a word asks for.

Make \`---\` the first line. Blanks before it are taken away by \`--fix\`.`,
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
      files: `
---
title: Refund policy
---

Within 14 days.
`,
      says: ['cards/card.md:2:1 expected "---" at the very start of the file, found blanks before it'],
      fixed: `---
title: Refund policy
---

Within 14 days.
`,
    },
    {
      files: `title: Refund policy
owner: "@legal"
---

Within 14 days.
`,
      says: ['cards/card.md:1:1 expected "---" on the first line, found "title: Refund policy"'],
    },
    {
      files: `---json
{"title": "Refund policy"}
---

Within 14 days.
`,
      says: ['cards/card.md:1:1 expected "---" alone on the first line, found "---json"'],
    },
  ],
});
