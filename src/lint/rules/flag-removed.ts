/** Rule `flag-removed`: a branch takes away no flag that nobody has settled (`kb lint --since`, `kb diff`). */
import { rule } from '../rule.js';

export const flagRemoved = rule({
  name: 'flag-removed',
  summary: 'a branch takes away or alters no flag that no verification has settled',
  why: `
A flag warns every reader that somebody doubts the card. Without its lines the card looks trusted again, and the doubt is
forgotten. With another day it seems to be new, and with other words it says something harmless.

Only \`kb lint --since\` and \`kb diff\` tell: of the cards that a branch touches, wherever they have moved, the flags that are
gone or other than they were. A verification settles them: a new record that fits the card and is not older than the flag.

That a flag is gone is a warning, and so is one that gave way to another one of the same person: \`kb flag --withdraw\` and a
second \`kb flag\` leave a card like this, and only the author of the commit tells whether it was that person. \`kb history\`
says so. A flag with the words of the old one but another name or day is an error.

How severe the rule is, the config where the branch began decides, and a comment silences it only if it was there before.`,
  severity: 'warning',
  check: 'surface',
  examples: [
    {
      before: card('flags:\n  - { by: "@ana", on: 2026-11-02, note: the price changed }\n'),
      files: card(
        'verify-by: 2027-02-19\nverified: { on: 2026-11-21, by: "@legal", content: 2d8c6d28d098, note: it did not }\n',
      ),
      says: [],
    },
    {
      before: card('flags:\n  - { by: "@ana", on: 2026-11-02, note: the price changed }\n'),
      files: card(''),
      says: [
        'cards/card.md:1:1 the flag of “@ana” of 2026-11-02, “the price changed”, is gone, and no verification has settled it; kb verify card settles flags',
      ],
    },
    {
      before: card('flags:\n  - { by: "@ana", on: 2026-11-02, note: the price changed }\n'),
      files: card('flags:\n  - { by: "@ana", on: 2026-11-02, note: a comma is missing }\n'),
      says: [
        'cards/card.md:4:1 the flag of “@ana” of 2026-11-02, “the price changed”, was altered, and is one of “@ana” of 2026-11-02, “a comma is missing”; kb verify card settles flags',
      ],
    },
  ],
});

function card(fields: string): string {
  return `---\ntitle: Refund policy\nowner: "@legal"\n${fields}---\n\nWithin 14 days.\n`;
}
