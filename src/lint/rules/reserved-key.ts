/** Rule `reserved-key`: no key has a name that is special in JavaScript. */
import { rule } from '../rule.js';

export const reservedKey = rule({
  name: 'reserved-key',
  summary: 'no key is named `__proto__`, `constructor` or `prototype`',
  why: `
In JavaScript these names reach the machinery that all objects share. A card that uses one of them as a key can change
the behavior of a careless program that reads it: a site builder, an editor, a bot.

kb itself is not affected, but refuses the card to protect other tools. Give the key another name.`,
  severity: 'error',
  check: 'reader',
  examples: [
    {
      files: `---
title: The constructor
builder: constructor
---

Within 14 days.
`,
      says: [],
    },
    {
      files: `---
title: The constructor
constructor: builder
---

Within 14 days.
`,
      says: ['cards/card.md:3:1 "constructor" cannot be the name of a key'],
    },
  ],
});
