/** Rule `template-text`: what a template asks for is written. */
import { NOTHING, rule } from '../rule.js';
import { shortened } from '../../text/shortened.js';

export const templateText = rule({
  name: 'template-text',
  summary: 'nothing that a template asks for is left to be written',
  why: `
\`kb new\` makes a card of a template, in which comments such as \`<!-- kb-write: what the customer sees -->\` say what belongs
where. Readers do not see them: a part that nobody wrote looks like a heading without a text, in a card that has an owner and a
date like any other.

Write the part and take the comment away, or take the heading away as well where the card needs no such part. A card that is
not finished may be a draft: with \`status: draft\` nothing is asked of it.`,
  severity: 'error',
  check: ({ card, unwritten }) =>
    card.status === 'draft' || unwritten.length === 0
      ? NOTHING
      : unwritten.map(({ what, line, column }) => ({
          message:
            what === ''
              ? 'a part of the template is left to be written'
              : `a part of the template is left to be written: ${shortened(what)}`,
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
        'cards/card.md:3:1 a part of the template is left to be written: what makes it happen, in a sentence',
        'cards/card.md:5:3 a part of the template is left to be written',
      ],
    },
  ],
});
