/** Rule `gate-weakened`: a branch leaves the gate as it is (`kb lint --since`, `kb diff`). */
import { rule } from '../rule.js';

export const gateWeakened = rule({
  name: 'gate-weakened',
  summary: 'a branch does not weaken what it is judged by',
  why: `
Both sides of a branch are judged by its own config. So a branch that takes cards out of the base, sets a rule to \`off\`
or lets the baseline grow would pass unseen, and what it let in stays unseen afterwards.

Only \`kb lint --since\` and \`kb diff\` tell. They compare \`kb.config.yaml\` and \`kb-baseline.json\` with those where the
branch began: cards that leave the base though their files stay, rules that are less severe or have other options, a
later warning, another time zone, dialect, field name or default, and findings that the baseline has more. A config that
moves up from a folder is compared, too. So are the team's own schemas: one that is gone, requires fewer keys or is
another one. And so is the \`verify-every\` in the \`_kb.yaml\` of a folder that had cards: a longer one makes stale cards
verified that nobody has read. A new \`kb-ignore\` comment is an \`info\`. How severe this rule is, the config where the branch began
decides: a branch cannot silence it.

There are good reasons for all of it. They belong into the description of the pull request.`,
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
      says: ['cards/card.md:3:1 a new comment silences link-target in one place: “the build makes it”'],
    },
  ],
});
