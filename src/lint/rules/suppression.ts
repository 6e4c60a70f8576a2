/** Rule `suppression`: a comment that ignores a problem gives a reason, and has a problem to ignore. */
import { rule } from '../rule.js';

export const suppression = rule({
  name: 'suppression',
  summary: 'a comment that ignores a problem names a rule and gives a reason',
  why: `
A card can say that a problem is intended: \`<!-- kb-ignore link-target: the build makes this page -->\`. Alone on a line, the
comment covers the next line; after other text, its own line. \`kb-ignore-file\` covers the whole card, including what is
reported on line 1. In the front matter, use the same words in a YAML comment: \`# kb-ignore tags: …\`.

In two years nobody remembers why. So a comment without a reason ignores nothing, and neither does one with a
misspelled rule. A comment that has nothing left to ignore is reported, so that it can go before it hides something
new. A problem with such a comment cannot be ignored by another comment.`,
  severity: 'warning',
  check: 'reader',
  examples: [
    {
      files: `---
title: Refund policy
owner: "@legal" # kb-ignore unknown-owner: the team is new
verify-by: 2027-02-19
---

<!-- kb-ignore link-target: the build makes this page -->
Within 14 days, see [the terms](terms.html).

Type \`<!-- kb-ignore RULE: REASON -->\` to ignore a problem.
`,
      says: [],
    },
    {
      files: `---
title: Refund policy
# kb-ignore tags
tags: [refunds, 404]
---

See [the terms](terms.html). <!-- kb-ignore link-traget: the build makes this page -->

<!-- kb-ignore-file suppression: we know what we do -->
<!-- kb-ignore -->
`,
      says: [
        'cards/card.md:3:1 expected a reason, as in “kb-ignore tags: the reason”; without one nothing is ignored',
        'cards/card.md:7:30 there is no rule “link-traget”: did you mean “link-target”?',
        'cards/card.md:9:1 a problem with a comment cannot be ignored by a comment',
        'cards/card.md:10:1 expected a rule and a reason, as in “kb-ignore link-target: the reason”',
      ],
    },
  ],
});
