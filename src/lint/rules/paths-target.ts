/** Rule `paths-target`: the code that a card describes is where the card says. */
import { isInUse } from '../in-use.js';
import { lineOf } from '../line-of.js';
import { NOTHING, rule } from '../rule.js';
import { shown } from '../targets.js';

export const pathsTarget = rule({
  name: 'paths-target',
  summary: 'each glob under `paths` matches a file in the last commit',
  why: `
A card that lists its code becomes due when that code changes, and \`kb affected\` shows it to the person who changes the code. If the code has
moved, or the glob has a typo, neither happens any more, and nobody notices.

Write where the code is now, relative to the root of the git repository. If the code is gone, remove the glob, or archive
the card. New files count before they are committed, as long as their folder is new; drafts and archived cards are left out.`,
  severity: 'warning',
  check: (facts, scope) => {
    const globs = scope.unmatchedPaths.get(facts.card.path);
    if (globs === undefined || !isInUse(facts) || facts.card.status === 'draft') return NOTHING;
    const place = lineOf(facts.card, scope, 'paths');
    return globs.map((glob) => ({
      message: `“${shown(glob)}” matches no file in the last commit`,
      ...place,
    }));
  },
  examples: [
    { files: refunds('src/billing/refund.ts', 'active'), says: [] },
    {
      files: refunds('src/payments/refund.ts', 'active'),
      says: ['cards/card.md:6:1 “src/billing/**” matches no file in the last commit'],
    },
    { files: refunds('src/payments/refund.ts', 'draft'), says: [] },
  ],
});

function refunds(code: string, status: string): Record<string, string> {
  return {
    [code]: 'export const days = 14;\n',
    'cards/card.md': `---
title: Refund policy
owner: "@legal"
verify-by: 2027-02-19
status: ${status}
paths: [src/billing/**]
---

Within 14 days.
`,
  };
}
