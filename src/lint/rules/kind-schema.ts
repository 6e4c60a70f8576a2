/** Rule `kind-schema`: the fields of a card match the team's schema for its kind. */
import { NOTHING, rule } from '../rule.js';

export const kindSchema = rule({
  name: 'kind-schema',
  summary: 'the fields of a card match your own schema for its kind',
  why: `
A team's agreement about a kind of card (each runbook names its service, each FAQ its product) lasts a week, unless
something checks it.

Put a JSON Schema (draft-07 or 2020-12) in \`schemas/<kind>.schema.json\` at the root of the base. It is checked against the
front matter of all cards with that \`kind\`, under the field names used there. Values are read as text; numbers and booleans
are recognized by their \`type\`: add \`type: integer\` to an \`enum\` of numbers. A key without a value counts as
missing. Nothing is fetched: a \`$ref\` must point into the same file.

An invalid schema, or one of more than 256 KiB, is reported as a problem of its own. A schema that takes longer than three seconds
is not used, which is reported as \`info\`: another machine may be fast enough.`,
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
