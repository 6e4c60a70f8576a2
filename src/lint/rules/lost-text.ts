/** Rule `lost-text`: no text is lost because ` #` starts a comment. */
import { rule } from '../rule.js';

export const lostText = rule({
  name: 'lost-text',
  summary: 'a value that contains ` #` is in quotes',
  why: `
In YAML, a \`#\` after a space starts a comment, even in the middle of a line. \`title: Fix issue #12\` is the title “Fix
issue”, and nothing warns you.

Put double quotes around the whole value; \`--fix\` does it. Several owners are a list with quotes around each. If you
mean a comment, put a space after the \`#\`. Only titles, tags, keywords, owners and verifiers are checked, and never values
in quotes.`,
  severity: 'warning',
  check: 'reader',
  examples: [
    {
      files: `---
title: "Fix issue #12"
tags: [c#, refunds]
owner: ana@acme.example # until Ben is back
---

Within 14 days.
`,
      says: [],
    },
    {
      files: `---
title: Fix issue #12 # from the tracker
tags:
  - refunds
  - step #1
owner: ana@acme.example #team-support
---

Within 14 days.
`,
      says: [
        'cards/card.md:2:18 text after # is a comment unless the whole is quoted: title: "Fix issue #12"',
        'cards/card.md:5:10 text after # is a comment unless the whole is quoted: tags: "step #1"',
        'cards/card.md:6:25 text after # is a comment; write several as a list, each in quotes: owner: ["ana@acme.example", "#team-support"]',
      ],
      fixed: `---
title: "Fix issue #12" # from the tracker
tags:
  - refunds
  - "step #1"
owner: ana@acme.example #team-support
---

Within 14 days.
`,
    },
  ],
});
