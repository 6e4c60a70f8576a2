/** Rule `control-characters`: no invisible character steers or turns the text. */
import { rule } from '../rule.js';

export const controlCharacters = rule({
  name: 'control-characters',
  summary: 'title and text have no invisible control characters',
  why: `
A terminal obeys some characters that nobody sees: they colour text, overwrite a line or change the clipboard. Others
turn the direction of reading, so that a reviewer reads another command than the one that is copied. Mostly they come
with text that was pasted from a terminal.

Delete the character at the named place. kb shows such characters as \`\\x1b\` or \`\\u202e\` and never sends them to a
screen. Direction marks have their place in Hebrew and Arabic text and are not reported there.`,
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
