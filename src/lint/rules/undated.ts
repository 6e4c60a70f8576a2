/** Rule `undated`: a page has been verified at least once. */
import type { Config } from '../../config.js';
import { dialectNames } from '../../card/fields.js';
import { doubts } from '../in-use.js';
import { NOTHING, rule } from '../rule.js';
import type { Scope } from '../scope.js';

export const undated = rule({
  name: 'undated',
  summary: 'a page says when it was checked, or until when it can be relied on',
  why: `
Nothing shows when somebody last checked the page against what it describes, so nobody can tell how far to trust it, and
nobody is ever asked to check again.

Check it and write the date. Pages in another tool's dialect get this as information as soon as one of them has a date:
they are not required to have one. In kb's own cards it is a warning if the card has a \`verify-every\`, as written by \`kb new\`:
then only \`kb verify\` is missing. Without one it is the error \`required-verify-by\`.`,
  severity: 'info',
  ownCard: true,
  check: (facts, scope) => {
    const { unreadable, keys, problems, id } = facts.card;
    // `front-matter-missing` already reports a page without front matter.
    if (unreadable !== null || keys.length === 0 || !doubts(facts, scope).includes('never')) return NOTHING;
    if (scope.config.dialect === 'kb') {
      if (problems.some(({ rule: name }) => name === 'required-verify-by')) return NOTHING;
      const message = `never verified; check it, then kb verify ${id}`;
      return [{ message, line: 1, column: 1, severity: 'warning' }];
    }
    if (!scope.shared(hasDays)) return NOTHING;
    return [{ message: `never verified: expected ${dayOf(scope.config)}`, line: 1, column: 1 }];
  },
  examples: [
    {
      files: `---
title: Refund policy
owner: "@legal"
verify-every: 90d
---

Within 14 days.
`,
      says: ['cards/card.md:1:1 never verified; check it, then kb verify card'],
    },
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

/** Name of the field for the date, as these pages call it. */
function dayOf({ dialect, fields }: Config): string {
  const { names } = dialectNames(dialect, fields);
  const [name] = names.get('verified.on') ?? names.get('verify-by') ?? [];
  return name === undefined ? 'a date' : `\`${name}\``;
}

function hasDays({ cards }: Scope): boolean {
  return cards.some(({ trust }) => trust.verifyBy !== null || trust.verifiedOn !== null);
}
