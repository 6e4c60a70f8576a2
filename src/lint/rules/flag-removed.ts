/** Rule `flag-removed`: a branch does not remove or change a flag that is not resolved (`kb lint --since`, `kb diff`). */
import { rule } from '../rule.js';

export const flagRemoved = rule({
  name: 'flag-removed',
  summary: 'a branch does not remove or change a flag without a verification',
  why: `
A flag warns every reader that somebody doubts the card. If its lines are removed, the card looks trusted again, and the doubt is
forgotten. With another date it looks new, and with other words it looks harmless.

Only \`kb lint --since\` and \`kb diff\` report this: for the cards that a branch touches, even if they were moved, they report flags
that are gone or changed. A verification resolves flags: a new record that matches the card and is not older than the flag.

A flag that is gone is a warning, and so is one that was replaced by another flag of the same person: \`kb flag --withdraw\` and a
second \`kb flag\` leave a card like this, and only the author of the commit shows whether it was that person. \`kb history\`
shows the author. A flag with the same words but another name or date is an error.

The config at the start of the branch decides how severe the rule is, and a comment ignores it only if it was there before.`,
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
        'cards/card.md:1:1 the flag by “@ana” on 2026-11-02, “the price changed”, was removed without a verification; kb verify card resolves flags',
      ],
    },
    {
      before: card('flags:\n  - { by: "@ana", on: 2026-11-02, note: the price changed }\n'),
      files: card('flags:\n  - { by: "@ana", on: 2026-11-02, note: a comma is missing }\n'),
      says: [
        'cards/card.md:4:1 the flag by “@ana” on 2026-11-02, “the price changed”, was changed to one by “@ana” on 2026-11-02, “a comma is missing”; kb verify card resolves flags',
      ],
    },
  ],
});

function card(fields: string): string {
  return `---\ntitle: Refund policy\nowner: "@legal"\n${fields}---\n\nWithin 14 days.\n`;
}
