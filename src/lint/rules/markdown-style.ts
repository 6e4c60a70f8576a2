/** Rule `markdown-style`: the Markdown of a card follows the style rules of remark-lint, if a team wants that. */
import { rule } from '../rule.js';
import { PRESETS } from '../style.js';

export const markdownStyle = rule({
  name: 'markdown-style',
  summary: 'the Markdown of a card follows the style rules of remark-lint',
  why: `
The way a list is indented or a heading is marked does not make a card wrong, so this is off until a team asks for it:

\`\`\`yaml
rules:
  markdown-style:
    severity: warning
    preset: consistent
    except: [emphasis-marker]
\`\`\`

The preset \`recommended\` looks for Markdown that renders differently in different tools: bare URLs, references that lead
nowhere, indented list markers. \`consistent\` looks for two ways of writing the same thing in one card. Each
problem ends with remark-lint's own rule name, whose page says more, and which you can list in \`except\`.

A card that takes longer than three seconds is not checked; after three such cards, no other card is. This is reported as \`info\`,
whatever the severity: another machine may be fast enough.`,
  severity: 'off',
  options: {
    preset: {
      description: 'The preset of remark-lint rules.',
      default: 'recommended',
      choices: PRESETS,
    },
    except: {
      description: 'Names of remark-lint rules to leave out: `no-literal-urls`.',
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
