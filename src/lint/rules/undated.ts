/** Rule `undated`: somebody has once said that the page is true. */
import { dialectNames } from '../../card/fields.js';
import { doubts } from '../in-use.js';
import { NOTHING, rule } from '../rule.js';
import type { Scope } from '../scope.js';

export const undated = rule({
  name: 'undated',
  summary: 'a page says when it was checked, or until when it holds',
  why: `
Nothing tells when somebody last read the page against what it describes, so nobody can tell how far to trust it, and
nobody is ever asked to look again.

Read it and write the day. Pages in another tool’s dialect get this as information, as soon as one of them has a day:
nothing obliges them. In cards of our own a missing day is the error \`required-verify-by\`.`,
  severity: 'info',
  ownCard: true,
  check: (facts, scope) => {
    const { config } = scope;
    const { unreadable, keys } = facts.card;
    // A page without any front matter is told so once.
    if (config.dialect === 'kb' || unreadable !== null || keys.length === 0) return NOTHING;
    if (!scope.shared(hasDays)) return NOTHING;
    if (!doubts(facts, scope).includes('never')) return NOTHING;
    const { names } = dialectNames(config.dialect, config.fields);
    const [name] = names.get('verified.on') ?? names.get('verify-by') ?? [];
    const message = `never verified: expected ${name === undefined ? 'a day' : `\`${name}\``}`;
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
owner_slack: "#legal"
---

Within 14 days.
`,
      },
      says: ['cards/card.md:1:1 never verified: expected `last_reviewed_on`'],
    },
  ],
});

function hasDays({ cards }: Scope): boolean {
  return cards.some(({ trust }) => trust.verifyBy !== null || trust.verifiedOn !== null);
}
