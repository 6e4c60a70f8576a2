/** Rule `owner-form`: an owner is written in a form that can be reached. */
import { rule } from '../rule.js';

export const ownerForm = rule({
  name: 'owner-form',
  summary: 'an owner is a login, a team, a channel, an e-mail address or a name from the config',
  why: `
The owner is asked when the card gets old. “Legal department” cannot be asked: no issue can be assigned to it and no
message sent. Such an owner is ignored, and the card may have none.

Write \`"@login"\`, \`"@org/team"\`, \`"#channel"\` or an e-mail address. For a plain name, list it under \`people\` in
\`kb.config.yaml\`. The same forms apply to \`verifiers\` and in \`_kb.yaml\`. In docs with another dialect, any
name is accepted as it is.`,
  severity: 'error',
  check: 'reader',
  examples: [
    {
      files: {
        'kb.config.yaml': `people:
  ana: {login: "@ana-lopez"}
`,
        'cards/card.md': `---
title: Refund policy
owner: ["@acme/legal", "#team-support", ana]
verifiers: legal@acme.example
---

Within 14 days.
`,
      },
      says: [],
    },
    {
      files: {
        'cards/card.md': `---
title: Refund policy
owner: legal department
---

Within 14 days.
`,
        'cards/_kb.yaml': `owner: support
`,
      },
      says: [
        'cards/_kb.yaml:1:1 owner: expected "@login", "@org/team", "#channel", an e-mail address or a name under `people` in the config, found “support”',
        'cards/card.md:3:1 owner: expected "@login", "@org/team", "#channel", an e-mail address or a name under `people` in the config, found “legal department”',
      ],
    },
  ],
});
