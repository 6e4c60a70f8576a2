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
      # The full name, because a tag could be called origin/main.
      BASE: refs/remotes/origin/\${{ github.base_ref }}
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          # kb compares the branch with the commit where it started.
          fetch-depth: 0
          persist-credentials: false
${SETUP}
      - name: Check the cards
        working-directory: \${{ runner.temp }}
        run: ${kb(setting)} lint --since "$BASE" --format github
      - name: Summarize the changes for the reviewer
        if: \${{ !cancelled() }}
        working-directory: \${{ runner.temp }}
        run: ${kb(setting)} diff "$BASE" --no-findings >> "$GITHUB_STEP_SUMMARY"
      # GitHub turns off the schedules of a public repo after 60 days without activity. This token can see the runs there. In a
      # private repo, whose schedules stay on, it cannot, and kb says so: \`actions: read\` would be of no use.
      - name: Show when the issues were last synced
        if: \${{ !cancelled() }}
        working-directory: \${{ runner.temp }}
        env:
          GITHUB_TOKEN: \${{ github.token }}
        run: ${kb(setting)} doctor || true
`;

/** The workflow that keeps issues for stale cards. */
export const staleWorkflow = (
  setting: Setting,
): string => `# Syncs issues with the cards: a stale card gets an issue, which is closed once the card is verified.
name: ${own('kb-stale', setting)}

on:
  schedule:
    # Not on the hour, when GitHub delays or drops runs.
    - cron: '17 6 * * *'
  # For all files, because a card that describes code must be checked again when that code changes.
  push:
    branches: [${setting.branch === null ? 'main, master' : `'${setting.branch}'`}]
  workflow_dispatch:
    inputs:
      today:
        description: Judge the cards as of this date (YYYY-MM-DD), today by default
        type: string
      dry-run:
        description: Only show what would be written
        type: boolean

permissions:
  contents: read
  issues: write

# One at a time, or two runs would open the same issue. No run is canceled once it has started. Of those that wait, GitHub
# keeps only the newest: if that drops a scheduled run, its new issues are opened by the next one.
concurrency:
  group: ${own('kb-stale', setting)}
  cancel-in-progress: false

jobs:
  issues:
    # Other branches have other cards. In a fork, issues are usually off, or nobody reads them; if your base is in a fork,
    # remove the first condition.
    if: \${{ !github.event.repository.fork && (github.event_name == 'schedule' || (github.ref_type == 'branch' && github.ref_name == github.event.repository.default_branch)) }}
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          # The history shows who verified a card, when, and what has changed since.
          fetch-depth: 0
          persist-credentials: false
${SETUP}
      - name: Sync the issues with the cards
        working-directory: \${{ runner.temp }}
        env:
          GITHUB_TOKEN: \${{ github.token }}
          KB_TODAY: \${{ inputs.today }}
          EVENT: \${{ github.event_name }}
          DRY_RUN: \${{ inputs.dry-run }}
        run: |
          # The limit on new issues is per run, and every push is a run: only scheduled and manual runs open new issues.
          if [ "$EVENT" = push ]; then set -- --new-per-run 0; fi
          if [ "$DRY_RUN" = true ]; then set -- "$@" --dry-run; fi
          ${kb(setting)} issues sync --yes "$@"
`;
