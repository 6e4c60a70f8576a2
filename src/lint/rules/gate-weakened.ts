/** Rule `gate-weakened`: a branch does not weaken the checks that it must pass (`kb lint --since`, `kb diff`). */
import { rule } from '../rule.js';

export const gateWeakened = rule({
  name: 'gate-weakened',
  summary: 'a branch does not weaken the checks that it must pass',
  why: `
kb judges both sides of a branch by the branch's own config. So a branch that removes cards from the base, sets a rule to \`off\`
or lets the baseline grow would pass unnoticed, and what it let in would stay unnoticed.

Only \`kb lint --since\` and \`kb diff\` report this. They compare \`kb.config.yaml\` and \`kb-baseline.json\` with those at the start of
the branch: cards that leave the base although their files stay, rules that are less severe or have other options, a
later warning, another time zone, dialect, field name or default, and problems added to the baseline. A config that
moves up from a folder is compared too. So are the team's own schemas: one that is removed, requires fewer keys or is
different. So is \`verify-every\` in the \`_kb.yaml\` of a folder that had cards: a longer interval turns stale cards into verified
ones that nobody has read. A new \`kb-ignore\` comment is an \`info\`. The config at the start of the branch decides how severe this
rule is: a branch cannot turn it off.

There can be good reasons for any of this. Put them in the description of the pull request.`,
  severity: 'warning',
  check: 'surface',
  examples: [
    {
      before: { 'cards/_kb.yaml': 'verify-every: 30d\n', 'cards/card.md': '# Fees\n' },
      files: { 'cards/_kb.yaml': 'verify-every: 5y\n', 'cards/card.md': '# Fees\n' },
      says: ['cards/_kb.yaml:1:1 verify-every was 30 days and is 60 months'],
    },
    {
      before: { 'kb.config.yaml': 'rules:\n  link-target: warning\n', 'cards/card.md': '# Fees\n' },
      files: { 'kb.config.yaml': 'rules:\n  link-target: error\n', 'cards/card.md': '# Fees\n' },
      says: [],
    },
    {
      before: { 'kb.config.yaml': 'rules:\n  link-target: error\n', 'cards/card.md': '# Fees\n' },
      files: { 'kb.config.yaml': 'rules:\n  link-target: off\n', 'cards/card.md': '# Fees\n' },
      says: ['kb.config.yaml:1:1 link-target was error and is off'],
    },
    {
      before: { 'cards/card.md': '# Fees\n' },
      files: {
        'cards/card.md': '# Fees\n\n<!-- kb-ignore link-target: the build makes it -->\n[All](all.html)\n',
      },
      says: ['cards/card.md:3:1 a new comment ignores link-target in one place: “the build makes it”'],
    },
  ],
});
