/** Rule `merge-conflict`: no marker of a merge conflict was committed. */
import { rule } from '../rule.js';

export const mergeConflict = rule({
  name: 'merge-conflict',
  summary: 'no marker of a merge conflict was committed',
  why: `
When two people change the same lines, git writes both versions into the file and leaves the choice to a person. If
nobody chooses, readers get two answers, and often one of them is wrong.

Keep the right version and delete the lines \`<<<<<<<\`, \`=======\` and \`>>>>>>>\`. In a code block such lines are text, because
pages about git show them.`,
  severity: 'error',
  check: 'reader',
  examples: [
    {
      files: `---
title: Solve a conflict
---

Git writes this:

\`\`\`
<<<<<<< HEAD
Within 14 days.
=======
\`\`\`
`,
      says: [],
    },
    {
      files: `---
title: Refund policy
---

<<<<<<< HEAD
Within 14 days.
=======
Within 30 days.
>>>>>>> new-terms
`,
      says: ['cards/card.md:5:1 a merge conflict was committed: keep one side and delete the marker lines'],
    },
    {
      files: `---
title: Refund policy
<<<<<<< HEAD
verify-by: 2027-02-19
=======
verify-by: 2027-08-01
>>>>>>> new-terms
---

Within 14 days.
`,
      says: ['cards/card.md:3:1 a merge conflict was committed: keep one side and delete the marker lines'],
    },
  ],
});
