/** Rule `kind-schema`: a card has the fields that the team's schema asks of its kind. */
import { NOTHING, rule } from '../rule.js';

export const kindSchema = rule({
  name: 'kind-schema',
  summary: 'the fields of a card are as the team’s own schema for its kind has them',
  why: `
What a team agrees on for a kind of card (each runbook names its service, each FAQ its product) is kept for a week, unless
something checks it.

Put a JSON Schema (draft-07 or 2020-12) into \`schemas/<kind>.schema.json\` at the root of the base: it is held against the
front matter of all cards with that \`kind\`, under the names that stand there. Values are read as text, and a number or a
yes-or-no is known by its \`type\`: say \`type: integer\` beside an \`enum\` of numbers. A key without a value counts as
missing. Nothing is fetched: a \`$ref\` leads into the same file.

A schema that is no schema, or has more than 256 KiB, is a finding of its own. One that takes longer than three seconds is not
used, which is said as \`info\`: another machine may have had the time.`,
  severity: 'error',
  check: ({ card }, scope) => scope.byKind.get(card.path) ?? NOTHING,
  examples: [
    { files: runbook('service: billing\nseverity: 2\n'), says: [] },
    {
      files: runbook('severity: high\n'),
      says: [
        'cards/card.md:1:1 expected `service` (schemas/runbook.schema.json)',
        'cards/card.md:6:1 severity: expected integer, found “high” (schemas/runbook.schema.json)',
      ],
    },
  ],
});

function runbook(fields: string): Record<string, string> {
  const schema = {
    required: ['service'],
    properties: { severity: { type: 'integer', minimum: 1, maximum: 4 } },
  };
  return {
    'schemas/runbook.schema.json': JSON.stringify(schema),
    'cards/card.md': `---
title: Restart the queue
owner: "@acme/ops"
kind: runbook
verify-by: 2027-02-19
${fields}---

Drain it first.
`,
  };
}
