/** Rule `heading-structure`: the headings of a card form an outline. */
import { NOTHING, rule, type Complaint } from '../rule.js';
import { shortened } from '../../text/shortened.js';

export const headingStructure = rule({
  name: 'heading-structure',
  summary: 'headings have text, skip no level, and at most one of them is the title',
  why: `
People who look for one answer in a long card read the headings, and so do search, tables of contents and screen readers. A
heading that skips a level seems to belong to a section that does not exist; a second title makes two cards out of one, of
which only the first can be found by its title.

The first heading can have any level, because the title may be in the front matter.`,
  severity: 'warning',
  check: ({ headings, images }) => {
    if (headings.length === 0) return NOTHING;
    const complaints: Complaint[] = [];
    const title = headings.find(({ depth }) => depth === 1);
    let above = 6;
    let pictured: Set<number> | undefined;
    for (const heading of headings) {
      const { depth, text, line } = heading;
      // A heading may consist of a picture alone.
      if (text === '' && !(pictured ??= new Set(images.map((image) => image.line))).has(line)) {
        complaints.push({ message: 'expected text in the heading, found none', line });
      }
      if (depth > above + 1) {
        complaints.push({
          message: `expected a heading of level ${above + 1} at most, found level ${depth}: “${shortened(text, LONGEST_SHOWN)}”`,
          line,
        });
      }
      if (depth === 1 && heading !== title && text !== '') {
        complaints.push({
          message: `expected one title, found another: “${shortened(text, LONGEST_SHOWN)}”`,
          line,
        });
      }
      above = depth;
    }
    return complaints;
  },
  examples: [
    { files: '## Fees\n\n### EU\n\n#### Cash\n\n## Terms\n', says: [] },
    { files: '# ![Acme](https://acme.example/logo.png)\n', says: [] },
    {
      files: '# Refunds\n\n### EU\n\n##\n\n# Fees\n',
      says: [
        'cards/card.md:3 expected a heading of level 2 at most, found level 3: “EU”',
        'cards/card.md:5 expected text in the heading, found none',
        'cards/card.md:7 expected one title, found another: “Fees”',
      ],
    },
  ],
});

const LONGEST_SHOWN = 80;
