/** What a team can add to its base with `kb init --with NAME`: files by which other tools run `kb lint`. */
import type { NewFile } from './start.js';

export const INTEGRATIONS = ['github', 'pre-commit', 'lint-staged', 'vscode'] as const;
export type Integration = (typeof INTEGRATIONS)[number];

/** What the files need to know of the base. */
export interface Setting {
  /** The version of kb that they run. */
  readonly version: string;
  /** From the root of the git work tree to the root of the base, with `/` at its end; '' where they are the same. */
  readonly folder: string;
  /** Globs of the cards, from the root of the base. */
  readonly cards: readonly string[];
  /** How an editor reads a finding's line: a pattern of VS Code's problem matchers. */
  readonly pattern: object;
}

/** The files of an integration, from the root of the git work tree. */
export function integrationFiles(name: Integration, setting: Setting): NewFile[] {
  return FILES[name](setting);
}

const FILES: Readonly<Record<Integration, (setting: Setting) => NewFile[]>> = {
  github: (setting) => [{ path: '.github/workflows/kb-lint.yml', text: pullRequestWorkflow(setting) }],
  'pre-commit': (setting) => [{ path: '.pre-commit-config.yaml', text: preCommit(kb(setting)) }],
  'lint-staged': (setting) => {
    const wanted = setting.cards.filter((glob) => !glob.startsWith('!'));
    const commands = wanted.map(
      (glob) => [setting.folder + glob, `${kb(setting)} lint --since HEAD`] as const,
    );
    return [{ path: '.lintstagedrc.json', text: json(Object.fromEntries<string>(commands)) }];
  },
  vscode: (setting) => [{ path: '.vscode/tasks.json', text: json(task(setting)) }],
};

/** How kb is started; the folder has no character that a shell would read. */
function kb({ version, folder }: Setting): string {
  return `npx --yes kbcards@${version}${folder === '' ? '' : ` -C ${folder}`}`;
}

/** Started outside of the checkout, where a branch could plant a package of the name, or an address to fetch it from. */
const pullRequestWorkflow = ({
  version,
  folder,
}: Setting): string => `# Checks what a pull request does to the cards. What was wrong before does not count.
name: kb-lint

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
      - uses: actions/setup-node@a0853c24544627f65ddf259abe73b1d18a591444 # v5.0.0
        with:
          node-version: 22
      - name: Check the cards
        working-directory: \${{ runner.temp }}
        run: npx --yes kbcards@${version} -C "$GITHUB_WORKSPACE/${folder}" lint --since "$BASE" --format github
      - name: Tell the reviewer
        if: \${{ !cancelled() }}
        working-directory: \${{ runner.temp }}
        run: npx --yes kbcards@${version} -C "$GITHUB_WORKSPACE/${folder}" diff "$BASE" --no-findings >> "$GITHUB_STEP_SUMMARY"
`;

const preCommit = (command: string): string => `repos:
  - repo: local
    hooks:
      - id: kb-lint
        name: kb lint
        entry: ${command} lint --since HEAD
        language: system
        files: (\\.(md|markdown|mdx|erb)|(^|/)(_kb|kb\\.config)\\.ya?ml)$
        pass_filenames: false
`;

/** The command of the task, and how its lines are read. */
function task(setting: Setting): object {
  return {
    version: '2.0.0',
    tasks: [
      {
        label: 'kb lint',
        type: 'shell',
        command: `${kb(setting)} lint`,
        problemMatcher: {
          owner: 'kb',
          fileLocation: ['relative', `\${workspaceFolder}/${setting.folder}`],
          pattern: setting.pattern,
        },
        presentation: { reveal: 'silent' },
      },
    ],
  };
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
