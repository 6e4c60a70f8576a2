/** Rule `secret`: a card contains no key or token. */
import { rule } from '../rule.js';

export const secret = rule({
  name: 'secret',
  summary: 'a card contains no key, token or private key',
  why: `
Everyone who can clone the repo can read the card, and whatever was committed once stays in the history: deleting the line is
not enough.

Revoke the key where it was issued, create a new one, and write where it is kept instead of the key itself. For an example in a
card, use a value that nobody mistakes for a real one: \`AKIAIOSFODNN7EXAMPLE\`, \`ghp_xxxxxxxx\`, \`<your token>\`.

The whole file is searched, including front matter and code, for the documented formats of private keys and of the tokens of
some thirty services. The value is never printed. If a key is public by design, say so in a
\`kb-ignore\` comment with the reason.`,
  severity: 'error',
  check: ({ secrets }) =>
    secrets.map(({ kind, mark, line, column }) => ({
      key: `${kind} ${mark}`,
      message: `looks like ${kind}: revoke it and remove it, git keeps what was committed`,
      line,
      column,
    })),
  examples: [
    { files: uploading('AKIAIOSFODNN7EXAMPLE'), says: [] },
    { files: uploading('ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'), says: [] },
    {
      // Put together here so that secret scanners do not report this file.
      files: uploading(['AKIA', 'QYLPMN5HXKZ3TVW2'].join('')),
      says: [
        'cards/card.md:8:16 looks like an AWS access key: revoke it and remove it, git keeps what was committed',
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
