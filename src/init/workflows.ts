/**
 * The GitHub workflows that `kb init --with github` writes. They start kb outside the checkout: inside, a branch could provide
 * its own package of that name, or a registry to fetch it from. They run the version of kb that wrote them.
 */
import type { Setting } from './integrations.js';

/** With the cache on, setup-node looks for the package manager that the checkout names, and fails if it is not installed. */
const SETUP = `      - uses: actions/setup-node@a0853c24544627f65ddf259abe73b1d18a591444 # v5.0.0
        with:
          node-version: 22
          package-manager-cache: false`;

/** The name of a workflow and its concurrency group. Bases need different groups, or their runs would replace each other. */
const own = (name: string, { folder }: Setting): string =>
  folder === '' ? name : `${name} ${folder.slice(0, -1)}`;

const kb = ({ version, folder }: Setting): string =>
  `npx --yes kbcards@${version} -C "$GITHUB_WORKSPACE/${folder}"`;

/** The workflow that checks pull requests. */
export const lintWorkflow = (
  setting: Setting,
): string => `# Checks what a pull request does to the cards. Existing problems do not count.
name: ${own('kb-lint', setting)}

on:
  pull_request:

permissions:
  contents: read

jobs:
  lint:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    env:
      # In full: a tag may be called origin/main.
      BASE: refs/remotes/origin/\${{ github.base_ref }}
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          # What the branch changed is seen from the commit where it began.
          fetch-depth: 0
          persist-credentials: false
${SETUP}
      - name: Check the cards
        working-directory: \${{ runner.temp }}
        run: ${kb(setting)} lint --since "$BASE" --format github
      - name: Tell the reviewer
        if: \${{ !cancelled() }}
        working-directory: \${{ runner.temp }}
        run: ${kb(setting)} diff "$BASE" --no-findings >> "$GITHUB_STEP_SUMMARY"
      # GitHub switches the schedules of a public repo off after 60 days without activity. There, this token may see the runs;
      # in a private one, whose schedules stay on, it may not, and kb says so: \`actions: read\` would be needed for no gain.
      - name: Say when the issues were last brought in step
        if: \${{ !cancelled() }}
        working-directory: \${{ runner.temp }}
        env:
          GITHUB_TOKEN: \${{ github.token }}
        run: ${kb(setting)} doctor || true
`;

/** The workflow that keeps issues for stale cards. */
export const staleWorkflow = (
  setting: Setting,
): string => `# Keeps the issues in line with the cards: a stale card gets one, and it is closed once the card is verified.
name: ${own('kb-stale', setting)}

on:
  schedule:
    # Off the hour: runs that are due on it are late, or dropped.
    - cron: '17 6 * * *'
  # Whatever files it touches: a card that describes code is to be read again when any of that code changes.
  push:
    branches: [${setting.branch === null ? 'main, master' : `'${setting.branch}'`}]
  workflow_dispatch:
    inputs:
      today:
        description: The day on which the cards are judged (YYYY-MM-DD); today where it is empty
        type: string
      dry-run:
        description: Only say what would be written
        type: boolean

permissions:
  contents: read
  issues: write

# One at a time, or both would open the same issue. None is cut off; of those that wait, the newest has seen it all, and what
# the day would have opened follows on the next.
concurrency:
  group: ${own('kb-stale', setting)}
  cancel-in-progress: false

jobs:
  issues:
    # Other branches have other cards. In a fork, issues are switched off, or nobody reads them: where your base is one, take
    # the first condition out.
    if: \${{ !github.event.repository.fork && (github.event_name == 'schedule' || (github.ref_type == 'branch' && github.ref_name == github.event.repository.default_branch)) }}
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          # History tells who verified a card, when, and what has changed since.
          fetch-depth: 0
          persist-credentials: false
${SETUP}
      - name: Bring the issues in step with the cards
        working-directory: \${{ runner.temp }}
        env:
          GITHUB_TOKEN: \${{ github.token }}
          KB_TODAY: \${{ inputs.today }}
          EVENT: \${{ github.event_name }}
          DRY_RUN: \${{ inputs.dry-run }}
        run: |
          # The limit of new issues is one of a run, and every push is a run: they are opened by the day, and by hand.
          if [ "$EVENT" = push ]; then set -- --new-per-run 0; fi
          if [ "$DRY_RUN" = true ]; then set -- "$@" --dry-run; fi
          ${kb(setting)} issues sync --yes "$@"
`;
