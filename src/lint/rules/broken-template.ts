/** Rule `broken-template`: the files in a `_templates` folder can be used as templates. */
import { rule } from '../rule.js';

export const brokenTemplate = rule({
  name: 'broken-template',
  summary: 'a file in a `_templates` folder can be used as a template',
  why: `
\`kb new\` offers the files in \`_templates\` folders as kinds of cards. A template that it cannot read is missing from the list, and
the person who notices has a card to write and no time for front matter.

A template needs no front matter. If it has some, it is YAML, as in a card, and \`template\` is a map with nothing but \`summary\`,
a text, and \`ask\`, which has a question for each field. A placeholder such as \`{{title}}\` needs quotes in the front matter.

A pull request that breaks a template fails. In a plain run it is a warning, because existing cards are not affected. To leave
out templates that belong to another tool, add \`"!**/_templates/**"\` to \`cards\` in \`kb.config.yaml\`.`,
  severity: 'warning',
  sinceSeverity: 'error',
  check: 'reader',
  examples: [
    {
      files: { 'cards/_templates/runbook.md': template('  summary: for the person on call'), ...card() },
      says: [],
    },
    { files: { 'cards/_templates/note.md': '# {{title}}\n\nOn call.\n', ...card() }, says: [] },
    {
      files: {
        '_templates/note.md': template('  ask: [service]'),
        'cards/ops/_templates/runbook.md': template('  summary: [on call]'),
        'cards/_templates/faq.md': '---\ntitle: "{{title}}\n---\n\n# {{title}}\n',
        ...card(),
      },
      says: [
        '_templates/note.md:3:8 `template.ask` expects a map of fields, each with its question',
        'cards/_templates/faq.md:2:8 expected a closing ", found the end',
        'cards/ops/_templates/runbook.md:3:12 `template.summary` expects a text',
      ],
    },
  ],
});

function template(says: string): string {
  return `---\ntemplate:\n${says}\nkind: runbook\n---\n\n# {{title}}\n`;
}

function card(): Record<string, string> {
  return { 'cards/card.md': '---\ntitle: Fees\nowner: "@legal"\nverify-by: 2027-02-19\n---\n\nText.\n' };
}
