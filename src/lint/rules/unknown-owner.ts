/** Rule `unknown-owner`: owners and verifiers are people and teams that somebody knows. */
import { knownOwners, type KnownOwners } from '../../trust/known-owners.js';
import { lineOf } from '../line-of.js';
import { NOTHING, rule, type Complaint } from '../rule.js';
import type { Scope } from '../scope.js';

export const unknownOwner = rule({
  name: 'unknown-owner',
  summary: 'owners and verifiers are known to the config or to CODEOWNERS',
  why: `
People leave and teams are renamed, and the card still names them: then it has an owner on paper, and nobody is asked.

Name somebody who is there. \`people\` in the config and CODEOWNERS say who that is; add who is missing. Only kinds of names
that these have are judged: where they list teams alone, any \`@login\` is right.`,
  severity: 'warning',
  check: ({ card }, scope) => {
    // Owners from elsewhere are a matter of that place.
    const owners = card.ownerFrom === 'card' ? card.owner : NOBODY;
    if (owners.length === 0 && card.verifiers.length === 0) return NOTHING;
    const known = scope.shared(knownIn);
    const unknown = (names: readonly string[], field: 'owner' | 'verifiers'): Complaint[] =>
      names
        .filter((name) => !known.isKnown(name))
        .map((name) => ({
          message: `nobody knows “${name}”: ${advice(name, known)}`,
          ...lineOf(card, scope, field),
        }));
    return [...unknown(owners, 'owner'), ...unknown(card.verifiers, 'verifiers')];
  },
  examples: [
    { files: owned('@ana'), says: [] },
    { files: owned('@acme/billing'), says: [] },
    {
      files: owned('@anna'),
      says: ['cards/card.md:3:1 nobody knows “@anna”: did you mean “@ana”?'],
    },
    {
      files: owned('@zoe'),
      says: [
        'cards/card.md:3:1 nobody knows “@zoe”: expected somebody of `people` in the config or of CODEOWNERS',
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
    ? 'expected somebody of `people` in the config or of CODEOWNERS'
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
