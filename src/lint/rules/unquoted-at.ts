/** Rule `unquoted-at`: a value that starts with `@` or a backtick is in quotes. */
import { rule } from '../rule.js';

export const unquotedAt = rule({
  name: 'unquoted-at',
  summary: 'a value that starts with `@` or a backtick is in quotes',
  why: `
YAML reserves \`@\` and the backtick, so no plain value may start with them. Owners do, so nearly everyone makes this
mistake on the first day.

Put double quotes around the value; \`--fix\` does it.`,
  severity: 'error',
  check: 'reader',
  examples: [
    {
      files: `---
title: Refund policy
owner: "@legal"
---

Within 14 days.
`,
      says: [],
    },
    {
      files: `---
title: Refund policy
owner: @legal
---

Within 14 days.
`,
      says: ['cards/card.md:3:8 a value that begins with @ needs quotes: owner: "@legal"'],
      fixed: `---
title: Refund policy
owner: "@legal"
---

Within 14 days.
`,
    },
    {
      files: `---
title: \`kb\` for editors
verifiers: [@ana, @ben]
---

Within 14 days.
`,
      says: [
        'cards/card.md:2:8 a value that begins with ` needs quotes: title: "`kb` for editors"',
        'cards/card.md:3:13 a value that begins with @ needs quotes: "@ana"',
        'cards/card.md:3:19 a value that begins with @ needs quotes: "@ben"',
      ],
      fixed: `---
title: "\`kb\` for editors"
verifiers: ["@ana", "@ben"]
---

Within 14 days.
`,
    },
  ],
});
