/** Rule `required-title`: a card has a title. */
import { rule } from '../rule.js';

export const requiredTitle = rule({
  name: 'required-title',
  summary: 'a card has a title, or a heading to take it from',
  why: `
The title is what people see in search results, and its words count most in a search. Without one, the file name is shown
instead.

Write the question that the card answers, in the words of somebody who does not know the answer yet. A first heading
\`# …\` works too.`,
  severity: 'error',
  check: 'reader',
  examples: [
    {
      files: `---
owner: "@legal"
verify-by: 2027-02-19
---

# How long can a customer return goods?

Within 14 days.
`,
      says: [],
    },
    {
      files: `---
owner: "@legal"
verify-by: 2027-02-19
---

Within 14 days.
`,
      says: ['cards/card.md:1:1 expected `title`, or a heading `# …` in the text'],
    },
  ],
});
