/** Rule `flagged`: a card has no open flag. */
import { isOld } from '../flag-age.js';
import { doubts } from '../in-use.js';
import { lineOf } from '../line-of.js';
import { NOTHING, rule } from '../rule.js';
import { optionsOf } from '../setting.js';
import { flagOld } from './flag-old.js';
import { shortened } from '../../text/shortened.js';

export const flagged = rule({
  name: 'flagged',
  summary: 'a card has no open flag',
  why: `
Somebody who used the card reported a problem with it. Until the flag is resolved, readers are told not to rely on the card.

Look into it, fix the card, and verify it: that resolves the flag. If the flag was mistaken, say so in the note of the
verification. A flag that stays open for more than two weeks is reported by \`flag-old\` instead.`,
  severity: 'warning',
  check: (facts, scope) => {
    if (!doubts(facts, scope).includes('flagged')) return NOTHING;
    // Old flags are reported by `flag-old`.
    const old = optionsOf(flagOld, [flagOld], scope.config);
    return facts.card.flags
      .filter((flag) => old === null || !isOld(flag, scope.today, Number(old['days'])))
      .map(({ by, note }) => ({
        message: `flagged by ${by === '' ? 'somebody' : `“${by}”`}: “${shortened(note)}”`,
        ...lineOf(facts.card, scope, 'flags'),
      }));
  },
  examples: [
    {
      files: `---
title: Refund policy
owner: "@legal"
verify-by: 2027-02-19
---

Within 14 days.
`,
      says: [],
    },
    {
      files: `---
title: Refund policy
owner: "@legal"
verify-by: 2027-02-19
flags:
  - by: "@ana"
    on: 2026-11-20
    note: the price changed
---

Within 14 days.
`,
      says: ['cards/card.md:5:1 flagged by “@ana”: “the price changed”'],
    },
  ],
});
