/** Rule `yaml-feature`: the front matter uses only the simple part of YAML. */
import { rule } from '../rule.js';

export const yamlFeature = rule({
  name: 'yaml-feature',
  summary: 'the front matter uses no anchors, aliases, tags, directives or merge keys',
  why: `
YAML can repeat a part elsewhere (\`&name\`, \`*name\`, \`<<\`), name types (\`!!binary\`) and control its reader (\`%YAML\`).
Readers treat these differently, and a few lines can expand to gigabytes. So they are not allowed in cards.

Usually nobody meant to use them: a text just starts with one of these characters. Put double quotes around the text. If you did
mean it, write the repeated fields out.`,
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
        'cards/card.md:2:8 an alias (*) is not allowed in a card; put quotes around text: title: "*Important* refunds"',
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
        'cards/card.md:3:8 a tag (!) is not allowed in a card; put quotes around text: owner: "!team legal"',
      ],
    },
    {
      files: `---
title: Refund policy
<<: {owner: "@legal"}
---

Within 14 days.
`,
      says: ['cards/card.md:3:1 a merge key (<<) is not allowed in a card; write the keys out'],
    },
  ],
});
