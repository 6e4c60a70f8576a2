/** Rule `encoding`: a card is encoded as UTF-8. */
import { rule } from '../rule.js';

export const encoding = rule({
  name: 'encoding',
  summary: 'a card is UTF-8 with LF or CRLF line endings',
  why: `
In any other encoding, every non-English letter turns into something else, and a search for the word finds nothing.
Old editors write Latin-1 or UTF-16, and exports from databases leave NUL bytes. Such a card is unverified until it is
saved again.

The message gives the first wrong byte. Open the file in an editor and save it as UTF-8; a byte order mark is fine. On
the command line, \`iconv -f latin1 -t utf-8\` does the same.`,
  severity: 'error',
  check: 'reader',
  examples: [
    {
      files: `---
title: Café
---

Crème brûlée.
`,
      says: [],
    },
    {
      files: '---\rtitle: Café\r---\r\rCrème brûlée.\r',
      says: [
        'cards/card.md:1:4 lines end with CR alone (byte 0x0D at offset 3); save the file with LF or CRLF',
      ],
    },
    {
      files: `---
title: Café
---

Crème\0brûlée.
`,
      says: ['cards/card.md:5:6 NUL (byte 0x00 at offset 28) in a UTF-8 text; delete it'],
    },
  ],
});
