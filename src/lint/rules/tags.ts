/** Rule `tags`: tags are a short list of words. */
import { rule } from '../rule.js';

export const tags = rule({
  name: 'tags',
  summary: 'tags are up to 32 different words or phrases',
  why: `
Tags group cards and narrow a search. A tag that is a number, a list or longer than a line groups nothing, and with two hundred
tags on a card every filter finds it.

Each tag is a text of up to 64 characters; a number needs a word with it (\`error 404\`). A single text is split at its commas.
An invalid tag is ignored; the others count.`,
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
        'cards/card.md:3:17 tags: expected up to 32 different tags, each a text of up to 64 characters and not a bare number, found “404”',
        'cards/card.md:3:22 tags: expected up to 32 different tags, each a text of up to 64 characters and not a bare number, found “refunds” twice',
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
        'cards/card.md:3:1 tags: expected up to 32 different tags, each a text of up to 64 characters and not a bare number, found nothing',
      ],
    },
  ],
});
