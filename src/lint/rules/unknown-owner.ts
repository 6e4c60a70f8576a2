/** Rule `unknown-owner`: owners and verifiers are known people and teams. */
import { knownOwners, type KnownOwners } from '../../trust/known-owners.js';
import { lineOf } from '../line-of.js';
import { NOTHING, rule, type Complaint } from '../rule.js';
import type { Scope } from '../scope.js';

export const unknownOwner = rule({
  name: 'unknown-owner',
  summary: 'owners and verifiers are listed in the config or in CODEOWNERS',
  why: `
People leave and teams are renamed, but the card still names them: it has an owner on paper, and nobody is asked.

Name somebody who is still there. \`people\` in the config and CODEOWNERS list them; add anyone who is missing. Only owner types
that are listed somewhere are judged: if they list only teams, any \`@login\` passes.`,
  severity: 'warning',
  check: ({ card }, scope) => {
    // Owners inherited from elsewhere must be fixed there.
    const owners = card.ownerFrom === 'card' ? card.owner : NOBODY;
    if (owners.length === 0 && card.verifiers.length === 0) return NOTHING;
    const known = scope.shared(knownIn);
    const unknown = (names: readonly string[], field: 'owner' | 'verifiers'): Complaint[] =>
      names
        .filter((name) => !known.isKnown(name))
        .map((name) => ({
          message: `unknown ${field === 'owner' ? 'owner' : 'verifier'} “${name}”: ${advice(name, known)}`,
          ...lineOf(card, scope, field),
        }));
    return [...unknown(owners, 'owner'), ...unknown(card.verifiers, 'verifiers')];
  },
  examples: [
    { files: owned('@ana'), says: [] },
    { files: owned('@acme/billing'), says: [] },
    {
      files: owned('@anna'),
      says: ['cards/card.md:3:1 unknown owner “@anna”: did you mean “@ana”?'],
    },
    {
      files: owned('@zoe'),
      says: [
        'cards/card.md:3:1 unknown owner “@zoe”: expected a name in `people` in the config or in CODEOWNERS',
      ],
    },
  ],
});

const NOBODY: readonly string[] = [];

function knownIn({ config, codeowners }: Scope): KnownOwners {
  return knownOwners(config.people, codeowners);
}

function advice(name: string, known: KnownOwners): string {
  const near = known.nearest(name);
  return near === undefined
    ? 'expected a name in `people` in the config or in CODEOWNERS'
    : `did you mean “${near}”?`;
}

function owned(owner: string): Record<string, string> {
  return {
    'kb.config.yaml': 'people:\n  ana: { login: "@ana" }\n',
    'cards/card.md': `---
title: Refund policy
owner: "${owner}"
verify-by: 2027-02-19
---

Within 14 days.
`,
  };
}
