/** Rule `template-text`: no part of a template is left to write. */
import { NOTHING, rule } from '../rule.js';
import { shortened } from '../../text/shortened.js';

export const templateText = rule({
  name: 'template-text',
  summary: 'no part of a template is left to write',
  why: `
\`kb new\` creates a card from a template, in which comments such as \`<!-- kb-write: what the customer sees -->\` say what belongs
where. Readers do not see them: a part that nobody wrote looks like a heading without text, in a card that has an owner and a
date like any other.

Write the part and delete the comment, or delete the heading too if the card does not need that part. An unfinished card can be a
draft: with \`status: draft\` this is not checked.`,
  severity: 'error',
  check: ({ card, unwritten }) =>
    card.status === 'draft' || unwritten.length === 0
      ? NOTHING
      : unwritten.map(({ what, line, column }) => ({
          message:
            what === ''
              ? 'a part of the template is left to write'
              : `a part of the template is left to write: ${shortened(what)}`,
          line,
          column,
        })),
  examples: [
    { files: '## Cause\n\nThe bank takes five days.\n\nType `<!-- kb-write: the cause -->`.\n', says: [] },
    {
      files: '---\ntitle: Refunds\nowner: "@legal"\nstatus: draft\n---\n\n<!-- kb-write: the cause -->\n',
      says: [],
    },
    {
      files: '## Cause\n\n<!-- kb-write: what makes it happen, in a sentence -->\n\n- <!-- kb-write -->\n',
      says: [
        'cards/card.md:3:1 a part of the template is left to write: what makes it happen, in a sentence',
        'cards/card.md:5:3 a part of the template is left to write',
      ],
    },
  ],
});
