/** Rule `owner-missing`: a page in another dialect has an owner. */
import { dialectNames } from '../../card/fields.js';
import { doubts } from '../in-use.js';
import { NOTHING, rule } from '../rule.js';
import type { Scope } from '../scope.js';

export const ownerMissing = rule({
  name: 'owner-missing',
  summary: 'every page has an owner',
  why: `
Nobody is asked when the page is due, and nobody is told when somebody flags it. It goes stale unnoticed.

Name a team, which outlasts people: in the page, in \`_kb.yaml\` for a whole folder, in CODEOWNERS, or under \`defaults\` in
the config. Pages in another tool's dialect get this warning as soon as one of them has an owner; in kb's own cards a
missing owner is the error \`required-owner\`.`,
  severity: 'warning',
  ownCard: true,
  check: (facts, scope) => {
    const { config } = scope;
    const { unreadable, keys } = facts.card;
    // `front-matter-missing` already reports a page without front matter.
    if (config.dialect === 'kb' || unreadable !== null || keys.length === 0) return NOTHING;
    if (!scope.shared(hasOwners)) return NOTHING;
    if (!doubts(facts, scope).includes('owner-missing')) return NOTHING;
    const [name = 'owner'] = dialectNames(config.dialect, config.fields).names.get('owner') ?? [];
    const message = `no owner: expected \`${name}\`, \`_kb.yaml\`, CODEOWNERS or \`defaults\` in the config`;
    return [{ message, line: 1, column: 1 }];
  },
  examples: [
    {
      files: {
        'kb.config.yaml': 'dialect: gds\n',
        'cards/card.md': '---\ntitle: Refund policy\n---\n\nWithin 14 days.\n',
      },
      says: [],
    },
    {
      files: {
        'kb.config.yaml': 'dialect: gds\n',
        'cards/card.md': `---
title: Refund policy
owner_slack: "#legal"
last_reviewed_on: 2026-11-02
review_in: 6 months
---

Within 14 days.
`,
      },
      says: [],
    },
    {
      files: {
        'kb.config.yaml': 'dialect: gds\n',
        'cards/other.md': `---
title: Fees
owner_slack: "#legal"
last_reviewed_on: 2026-11-02
review_in: 6 months
---

None.
`,
        'cards/card.md': `---
title: Refund policy
last_reviewed_on: 2026-11-02
review_in: 6 months
---

Within 14 days.
`,
      },
      says: [
        'cards/card.md:1:1 no owner: expected `owner_slack`, `_kb.yaml`, CODEOWNERS or `defaults` in the config',
      ],
    },
  ],
});

function hasOwners({ cards }: Scope): boolean {
  return cards.some(({ card }) => card.owner.length > 0);
}
