/** The files that `kb init --with NAME` adds to a repo, to make other tools run kb. */
import type { NewFile } from './start.js';
import { lintWorkflow, staleWorkflow } from './workflows.js';

export const INTEGRATIONS = ['github', 'pre-commit', 'lint-staged', 'vscode'] as const;
export type Integration = (typeof INTEGRATIONS)[number];

/** What the files need to know of the base. */
export interface Setting {
  /** The version of kb that they will run. */
  readonly version: string;
  /** Path from the root of the git work tree to the root of the base, ending in `/`; '' if they are the same. */
  readonly folder: string;
  /** The default branch; null if it is unknown. */
  readonly branch: string | null;
  /** Globs of the cards, relative to the root of the base. */
  readonly cards: readonly string[];
  /** How an editor parses a line of `kb lint`: a pattern of a VS Code problem matcher. */
  readonly pattern: object;
}

/** A file of an integration; its path is relative to the root of the git work tree. */
export interface IntegrationFile extends NewFile {
  /** For workflows: another path, used instead if the workflow there already runs kb for this base. */
  readonly orElse?: string;
}

/** The files of an integration. */
export function integrationFiles(name: Integration, setting: Setting): IntegrationFile[] {
  return FILES[name](setting);
}

const FILES: Readonly<Record<Integration, (setting: Setting) => IntegrationFile[]>> = {
  github: (setting) => [
    { ...workflowPaths('kb-lint', setting), text: lintWorkflow(setting) },
    { ...workflowPaths('kb-stale', setting), text: staleWorkflow(setting) },
  ],
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

/** A base at the root of the work tree has the plain file names; for others, the names contain the folder. */
function workflowPaths(name: string, { folder }: Setting): Pick<IntegrationFile, 'path' | 'orElse'> {
  const plain = `.github/workflows/${name}.yml`;
  const own = `.github/workflows/${name}-${folder.slice(0, -1).replaceAll('/', '-')}.yml`;
  return folder === '' ? { path: plain, orElse: plain } : { path: own, orElse: plain };
}

/** The command that starts kb. The folder needs no quotes: it has no characters that are special to a shell. */
function kb({ version, folder }: Setting): string {
  return `npx --yes kbcards@${version}${folder === '' ? '' : ` -C ${folder}`}`;
}

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

/** A VS Code task that runs `kb lint`, with a problem matcher for its output. */
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
