/** `kb init`: sets up a new base, or a config for existing docs. Plans the files, writes them, and prints what was written. */
import path from 'node:path';
import { Command, Option } from '@commander-js/extra-typings';
import { configAround } from '../base/base.js';
import { defaultBase } from '../base/setup/default-base.js';
import { detected } from '../base/setup/detected.js';
import { firstFiles, newFile, writeFiles } from '../base/setup/files.js';
import { integrationWrites } from '../base/setup/integrations.js';
import type { Config } from '../config.js';
import { parseConfig } from '../config/parse.js';
import type { Context } from '../context.js';
import { formatFindings, formatWrites, type Findings, type Write } from '../format/init.js';
import { document } from '../format/json.js';
import { styleOf } from '../format/style.js';
import { isStale } from '../trust/trust.js';
import { INTEGRATIONS } from '../init/integrations.js';
import { findRoot } from '../repo/place.js';
import { quotedPath } from '../text/shell.js';

const EXAMPLES = `
Existing files are not changed; only the personal config is added to.

Examples:
  $ kb init                      a config and a first card, here
  $ kb init --detect --dry-run   how kb would read the docs here; writes nothing
  $ kb init --detect             the same, and writes kb.config.yaml
  $ kb init --example            a small support base to play with, in an empty folder
  $ kb init --with github vscode the workflows, and a task for the editor
  $ kb init --default support    search this base from any folder; adds it to ~/.config/kb/config.yaml
`;

export function command(getContext: () => Context) {
  return new Command('init')
    .description(
      'Set up a base in this repo. With --detect, find out how kb would read docs that were not written for it.',
    )
    .option('--detect', 'propose a config based on the Markdown files here')
    .addOption(
      new Option('--example [name]', 'a base to play with, as one commit, in an empty folder')
        .preset('support')
        .conflicts(['detect', 'default', 'with']),
    )
    .option('--default [name]', 'make this the default base, used outside of any base')
    .addOption(
      new Option('--with <what...>', 'also write the files that make these tools run kb').choices(
        INTEGRATIONS,
      ),
    )
    .option('--dry-run', 'show what would be written, and write nothing')
    .addHelpText('after', EXAMPLES)
    .action(async ({ detect, example, default: name, with: wanted = [], dryRun = false }) => {
      if (example !== undefined) {
        const { initExample } = await import('./init/example.js');
        return initExample(example, dryRun, getContext());
      }
      const { io, env, home, cwd, options, answer, dayIn } = getContext();
      const { root, config } = findRoot(cwd);
      const findings = detect ? await detected(root, dayIn) : null;
      const writes = [
        // A base with a config is already set up: a second config would hide the first, and it needs no first card.
        ...(config !== null ? [{ file: config, text: '', act: 'keep' } as const] : []),
        ...(config === null && findings ? [newFile(root, 'kb.config.yaml', findings.config)] : []),
        ...(config === null && !findings ? await firstFiles(root, dayIn('UTC'), env) : []),
        ...(wanted.length > 0 ? integrationWrites(root, await configAt(cwd, findings), wanted) : []),
        ...(name === undefined
          ? []
          : [defaultBase(root, name === true ? path.basename(root) : name, { env, home })]),
      ];
      if (!dryRun) await writeFiles(writes, root);

      if (options.json)
        io.stdout.write(
          document({ root, dryRun, ...findings, files: writes.map(({ file, act }) => ({ file, act })) }),
        );
      else {
        const style = styleOf(io.stdout, io.unicode, env);
        const first = detect
          ? [findings?.trust.some(isStale) ? 'kb stale' : 'kb list --is unverified', 'kb search WORDS']
          : ['kb list', 'kb search card', 'kb doctor'];
        const next = [
          ...(wanted.length > 0 ? ['kb lint', ...first] : [...first, 'kb lint']),
          ...(wanted.includes('github') ? toGitHub(writes, cwd) : []),
        ];
        await answer(
          (findings ? formatFindings(findings, style) : '') + formatWrites(writes, dryRun, next, style),
        );
      }
    });
}

/** The next steps for workflows: preview what they would write, then push them, since they only run on GitHub. */
function toGitHub(writes: readonly Write[], cwd: string): string[] {
  const made = writes.filter(({ act }) => act === 'create').map(({ file }) => path.relative(cwd, file));
  const names = made.map(quotedPath).join(' ');
  return [
    'GITHUB_TOKEN=$(gh auth token) kb issues sync --dry-run   # what the workflow would write',
    ...(made.length > 0
      ? [`git add ${names} && git commit && git push   # it runs once it is on the default branch`]
      : []),
  ];
}

/** The config that the base has, or will have once the proposed one is written. */
function configAt(cwd: string, findings: Findings | null): Config | Promise<Config> {
  return findings === null ? configAround(cwd) : parseConfig(findings.config, 'kb.config.yaml');
}
