/** Rule `control-characters`: no invisible character controls a terminal or changes the direction of text. */
import { rule } from '../rule.js';

export const controlCharacters = rule({
  name: 'control-characters',
  summary: 'title and text have no invisible control characters',
  why: `
Some invisible characters control a terminal: they color text, overwrite a line or change the clipboard. Others
reverse the direction of text, so that a reviewer sees one command and copies another. They usually come
with text that was pasted from a terminal.

Delete the character at the reported place. kb shows such characters as \`\\x1b\` or \`\\u202e\` and never sends them to a
screen. Direction marks belong in Hebrew and Arabic text and are not reported there.`,
  severity: 'warning',
  check: 'reader',
  examples: [
    {
      files: `---
title: החזר כספי
---

החזר כספי תוך 14 ימים, ב-Stripe.
`,
      says: [],
    },
    {
      files: `---
title: "Refund \\u202Eycilop"
---

Type \u001b[1mrefund\u001b[0m.
`,
      says: [
        'cards/card.md:2:1 title: expected text, found an invisible control character in it',
        'cards/card.md:5:6 expected text, found the invisible control character U+001B in it',
      ],
    },
  ],
});
