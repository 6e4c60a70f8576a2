/** Rule `tags`: tags are a short list of words. */
import { rule } from '../rule.js';

export const tags = rule({
  name: 'tags',
  summary: 'tags are up to 32 different words or phrases',
  why: `
Tags sort cards and narrow a search. A tag that is a number, a list or longer than a line sorts nothing, and two hundred
tags on a card make every filter find it.

Each tag is a text of up to 64 characters; a number needs a word to go with it (\`error 404\`). One text is read as a
list, cut at its commas. A wrong tag is left out, the others hold.`,
  severity: 'error',
  check: 'reader',
  examples: [
    {
      files: `---
title: Refund policy
tags: [refunds, error 404]
---

Within 14 days.
`,
      says: [],
    },
    {
      files: `---
title: Refund policy
tags: [refunds, 404, refunds]
---

Within 14 days.
`,
      says: [
        'cards/card.md:3:17 tags: expected up to 32 different tags, each a text of up to 64 characters that is no bare number, found “404”',
        'cards/card.md:3:22 tags: expected up to 32 different tags, each a text of up to 64 characters that is no bare number, found “refunds” twice',
      ],
    },
    {
      files: `---
title: Refund policy
tags:
---

Within 14 days.
`,
      says: [
        'cards/card.md:3:1 tags: expected up to 32 different tags, each a text of up to 64 characters that is no bare number, found nothing',
      ],
    },
  ],
});
