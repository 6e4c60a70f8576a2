/** Rule `file`: everything that matches the globs of the cards is a file that can be opened. */
import { rule } from '../rule.js';

export const file = rule({
  name: 'file',
  summary: 'a card is a file of at most 256 KiB that can be opened',
  why: `
kb follows no symbolic links and opens no pipes or devices: a card from outside the base would be text that nobody
reviewed, and a pipe would never end. Files without read permission, files whose names are not UTF-8 and files of more than
256 KiB are not read either. The card is reported here so that it does not silently disappear from the list.

Replace a link with a copy of the text. Anything longer than 256 KiB, such as a log or an export, belongs elsewhere: link
to it.`,
  severity: 'error',
  check: 'reader',
  examples: [
    {
      files: `---
title: Log of the night
---

See [the whole log](https://example.com/night.log).
`,
      says: [],
    },
    {
      files: '00:00:00 the pump is running\n'.repeat(10_000),
      says: ['cards/card.md:1:1 it has 290000 bytes, more than 256 KiB'],
    },
  ],
});
