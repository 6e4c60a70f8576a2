/** Rule `markdown-style`: the style rules of remark-lint, for teams that want one way to write Markdown. */
import { rule } from '../rule.js';
import { PRESETS } from '../style.js';

export const markdownStyle = rule({
  name: 'markdown-style',
  summary: 'the Markdown of a card follows the style rules of remark-lint',
  why: `
How a list is indented or a heading is marked makes no card wrong, so this is off until a team asks for it:

\`\`\`yaml
rules:
  markdown-style:
    severity: warning
    preset: consistent
    except: [emphasis-marker]
\`\`\`

The preset \`recommended\` looks for what Markdown readers draw differently: bare addresses, references that lead
nowhere, list marks that are indented. \`consistent\` looks for two ways of writing the same thing in one card. Each
finding ends with remark-lint's own name of the rule, whose page says more, and which \`except\` takes.

A card that takes longer than three seconds is not checked; after three such cards no other is. That is said as \`info\`,
whatever the severity: another machine may have had the time.`,
  severity: 'off',
  options: {
    preset: {
      description: 'Which rules of remark-lint hold.',
      default: 'recommended',
      choices: PRESETS,
    },
    except: {
      description: 'Rules of remark-lint that are left out, by their names: `no-literal-urls`.',
      default: [],
    },
  },
  check: 'surface',
  examples: [
    { files: '---\ntitle: Fees\n---\n\nSee <https://acme.com/fees>.\n', says: [] },
    {
      files: '---\ntitle: Fees\n---\n\nSee https://acme.com/fees today.\n',
      says: [
        'cards/card.md:5:5 unexpected GFM autolink literal, expected regular autolink, add `<` before and `>` after (remark-lint: no-literal-urls)',
      ],
    },
  ],
});
