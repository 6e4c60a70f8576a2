/** Rule `yaml-feature`: front matter uses the plain part of YAML. */
import { rule } from '../rule.js';

export const yamlFeature = rule({
  name: 'yaml-feature',
  summary: 'the front matter uses no anchors, aliases, tags, directives or merge keys',
  why: `
YAML can repeat a part elsewhere (\`&name\`, \`*name\`, \`<<\`), name types (\`!!binary\`) and steer its reader (\`%YAML\`).
Readers differ in what they make of it, and a few lines of it can unfold to gigabytes. So a card has none of it.

Mostly nobody meant it: a text begins with one of these signs. Put double quotes around the text. Where it was meant,
write the repeated fields out.`,
  severity: 'error',
  check: 'reader',
  examples: [
    {
      files: `---
title: "*Important* refunds"
---

Within 14 days.
`,
      says: [],
    },
    {
      files: `---
title: *Important* refunds
---

Within 14 days.
`,
      says: [
        'cards/card.md:2:8 an alias (*) is not read in a card; put quotes around text: title: "*Important* refunds"',
      ],
    },
    {
      files: `---
title: Refund policy
owner: !team legal
---

Within 14 days.
`,
      says: [
        'cards/card.md:3:8 a tag (!) is not read in a card; put quotes around text: owner: "!team legal"',
      ],
    },
    {
      files: `---
title: Refund policy
<<: {owner: "@legal"}
---

Within 14 days.
`,
      says: ['cards/card.md:3:1 a merge key (<<) is not read in a card; write the keys out'],
    },
  ],
});
