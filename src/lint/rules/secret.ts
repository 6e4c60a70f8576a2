/** Rule `secret`: a card holds no key or token. */
import { rule } from '../rule.js';

export const secret = rule({
  name: 'secret',
  summary: 'a card holds no key, token or private key',
  why: `
Everybody who can clone the repo can read the card, and what was committed once stays in its history: deleting the line is
not enough.

Revoke the key where it was issued, make a new one, and write where it is kept instead of what it is. For an example in a
card use a value that nobody takes for a real one: \`AKIAIOSFODNN7EXAMPLE\`, \`ghp_xxxxxxxx\`, \`<your token>\`.

The whole file is searched, front matter and code included, for the documented forms of private keys and of the tokens of
some thirty services. The value is never printed. A key that is public by design is named with a
\`kb-ignore\` comment and the reason.`,
  severity: 'error',
  check: ({ secrets }) =>
    secrets.map(({ kind, mark, line, column }) => ({
      key: `${kind} ${mark}`,
      message: `looks like ${kind}: revoke it and take it out, git keeps what was committed`,
      line,
      column,
    })),
  examples: [
    { files: uploading('AKIAIOSFODNN7EXAMPLE'), says: [] },
    { files: uploading('ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'), says: [] },
    {
      // Put together here, so that no scanner takes this file for a leak.
      files: uploading(['AKIA', 'QYLPMN5HXKZ3TVW2'].join('')),
      says: [
        'cards/card.md:8:16 looks like an AWS access key: revoke it and take it out, git keeps what was committed',
      ],
    },
  ],
});

function uploading(key: string): string {
  return `---
title: Upload a backup
owner: "@acme/ops"
verify-by: 2027-02-19
---

\`\`\`sh
export AWS_KEY=${key}
\`\`\`
`;
}
