/** Rule `unknown-tag`: a card has only tags that the config allows. */
import { lineOf } from '../line-of.js';
import { Nearby } from '../nearby.js';
import { NOTHING, rule } from '../rule.js';
import type { Scope } from '../scope.js';

export const unknownTag = rule({
  name: 'unknown-tag',
  summary: 'a card has only tags that the config allows',
  why: `
The config has a list of \`tags\`, so that \`tag:refunds\` finds all cards about refunds. A tag that is not in it (a typo, a
plural, another case) hides the card from everyone who filters by the right one.

Write the tag as in the list, or add it to the list. Without \`tags\` in the config, any tag is fine.`,
  severity: 'warning',
  check: ({ card }, scope) => {
    const allowed = scope.shared(allowedTags);
    const unknown = allowed === null ? [] : card.tags.filter((tag) => !allowed.has(tag));
    if (allowed === null || unknown.length === 0) return NOTHING;
    const place = lineOf(card, scope, 'tags');
    return unknown.map((tag) => {
      const near = scope.shared(nearbyTags).nearest(tag);
      const advice = near === undefined ? 'expected one of `tags` in the config' : `did you mean “${near}”?`;
      return { message: `unknown tag “${tag}”: ${advice}`, ...place };
    });
  },
  examples: [
    { files: tagged('refunds, stripe'), says: [] },
    {
      files: tagged('refund, legal'),
      says: [
        'cards/card.md:4:1 unknown tag “legal”: expected one of `tags` in the config',
        'cards/card.md:4:1 unknown tag “refund”: did you mean “refunds”?',
      ],
    },
  ],
});

function allowedTags({ config }: Scope): ReadonlySet<string> | null {
  return config.tags && new Set(config.tags);
}

function nearbyTags({ config }: Scope): Nearby {
  return new Nearby(config.tags ?? []);
}

function tagged(tags: string): Record<string, string> {
  return {
    'kb.config.yaml': 'tags: [refunds, stripe]\n',
    'cards/card.md': `---
title: Refund policy
owner: "@legal"
tags: [${tags}]
verify-by: 2027-02-19
---

Within 14 days.
`,
  };
}
