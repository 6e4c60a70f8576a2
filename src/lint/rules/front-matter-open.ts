/** Rule `front-matter-open`: the first line of a card is `---`. */
import { rule } from '../rule.js';

export const frontMatterOpen = rule({
  name: 'front-matter-open',
  summary: 'the front matter opens with `---` alone on the first line',
  why: `
Front matter counts only if the first line is \`---\` and nothing else. With a blank line above it, with a
word after it (\`---json\`) or without dashes, its fields would be read as text: no owner, no date. kb reports this
instead of guessing, and it never runs what such a word asks for.

Make \`---\` the first line. \`--fix\` removes spaces before it.`,
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
      says: ['cards/card.md:2:1 expected "---" at the very start of the file, found whitespace before it'],
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
