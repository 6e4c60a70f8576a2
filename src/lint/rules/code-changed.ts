/** Rule `code-changed`: the code that a card describes is the code that it was verified against. */
import { doubts } from '../in-use.js';
import { lineOf } from '../line-of.js';
import { NOTHING, rule } from '../rule.js';

export const codeChanged = rule({
  name: 'code-changed',
  summary: 'the code that a card describes has not changed since it was verified',
  why: `
A card lists the code that it describes under \`paths\`, and \`verified.paths\` is a hash of that code on the day of the
verification. The code is different now; the card may or may not still be right.

Look at what changed (\`git log\` with those paths), fix the card if needed, and verify it.`,
  severity: 'warning',
  check: (facts, scope) => {
    if (!doubts(facts, scope).includes('code-changed')) return NOTHING;
    const message = `the code under ${listed(facts.card.paths)} has changed since the card was verified`;
    return [{ message, ...lineOf(facts.card, scope, 'paths') }];
  },
  examples: [
    { files: billing('export const days = 14;'), says: [] },
    {
      files: billing('export const days = 30;'),
      says: ['cards/card.md:5:1 the code under “src/billing/**” has changed since the card was verified'],
    },
  ],
});

function listed(paths: readonly string[]): string {
  const [first = '', ...rest] = paths;
  return rest.length === 0 ? `“${first}”` : `“${first}” and ${rest.length} more`;
}

function billing(code: string): Record<string, string> {
  return {
    'src/billing/refund.ts': code,
    'cards/card.md': `---
title: Refund policy
owner: "@legal"
verify-by: 2027-02-19
paths: [src/billing/**]
verified:
  on: 2026-11-21
  paths: a015453911a5
---

Within 14 days.
`,
  };
}
