/** `kb init`: sets up a new base, or a config for existing docs. Plans the files, writes them, and prints what was written. */
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { Command, Option } from '@commander-js/extra-typings';
import { baseOf, configAround } from '../base/base.js';
import { personalConfigFile, personalConfigText } from '../base/personal-config.js';
import { rowsOn } from '../catalog/listing.js';
import { isOwner } from '../card/owner.js';
import type { Config } from '../config.js';
import type { Context } from '../context.js';
import { KbError } from '../errors.js';
import { readWorkflow, type Folder } from '../forge/workflow.js';
import { formatFindings, formatWrites, type Findings, type Write } from '../format/init.js';
import { document } from '../format/json.js';
import { PROBLEM_PATTERN } from '../format/problems.js';
import { styleOf } from '../format/style.js';
import { isStale } from '../trust/trust.js';
import {
  INTEGRATIONS,
  integrationFiles,
  type Integration,
  type IntegrationFile,
} from '../init/integrations.js';
import { diskRepo } from '../repo/disk.js';
import { causeOf } from '../repo/errno.js';
import { targetOf } from '../repo/git-dir.js';
import { lstatOf, readText } from '../repo/open.js';
import { findRoot, findWorkTree, prefixOf, wayDown } from '../repo/place.js';
import { quotedPath } from '../text/shell.js';
import { version } from '../version.js';

/** In bytes. Longer workflows are not read, so it is unknown which base they are for. */
const LONGEST_WORKFLOW = 256 * 1024;

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

export function command(context: () => Context) {
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
        return initExample(example, dryRun, context());
      }
      const { io, env, cwd, options, answer } = context();
      const { root, config } = findRoot(cwd);
      const findings = detect ? await examine(context(), root) : null;
      const writes = [
        // A base with a config is already set up: a second config would hide the first, and it needs no first card.
        ...(config !== null ? [{ file: config, text: '', act: 'keep' } as const] : []),
        ...(config === null && findings ? [newFile(root, 'kb.config.yaml', findings.config)] : []),
        ...(config === null && !findings ? await firstFiles(context(), root) : []),
        ...(wanted.length > 0 ? integrations(root, await configAt(cwd, findings), wanted) : []),
        ...(name === undefined
          ? []
          : [await defaultBase(context(), root, name === true ? path.basename(root) : name)]),
      ];
      if (!dryRun) await apply(writes, root);

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

/** How kb would read the Markdown pages below a folder. Throws KbError `no-base` if there are none. */
async function examine({ dayIn }: Context, root: string): Promise<Findings> {
  const [{ PAGE_GLOBS, propose }, { readPages }, { parseConfig }] = await Promise.all([
    import('../init/propose.js'),
    import('../repo/pages.js'),
    import('../config/parse.js'),
  ]);
  const repo = diskRepo(root);
  const proposal = propose(await readPages(repo, PAGE_GLOBS));
  if (!proposal) throw new KbError('no-base', `no Markdown page in ${root}`, 'kb init');
  const config = parseConfig(proposal.config, path.join(root, 'kb.config.yaml'));
  const base = baseOf(repo, config, null, { dayIn, progress: () => undefined });
  const { pages, dialect, fields, counts } = proposal.detection;
  return {
    pages,
    dialect,
    fields: Object.fromEntries(fields),
    counts: [...counts].map(([key, count]) => ({ key, pages: count })),
    trust: rowsOn(await base.catalog(), base.today, config.warn, []).map(([, trust]) => trust),
    config: proposal.config,
  };
}

/** The config that the base has, or will have once the proposed one is written. */
async function configAt(cwd: string, findings: Findings | null): Promise<Config> {
  if (findings === null) return configAround(cwd);
  const { parseConfig } = await import('../config/parse.js');
  return parseConfig(findings.config, 'kb.config.yaml');
}

async function firstFiles({ env, dayIn }: Context, root: string): Promise<Write[]> {
  const [{ startingFiles }, { openGit }] = await Promise.all([
    import('../init/start.js'),
    import('../repo/git.js'),
  ]);
  const { email } = await openGit(root, env).identity();
  const owner = email !== null && isOwner(email, new Set()) ? email : '@me';
  return startingFiles(dayIn('UTC'), owner).map(({ path: file, text }) => newFile(root, file, text));
}

/** Plans the files of integrations. They go to the root of the git work tree, of which the base may be a subfolder. */
function integrations(root: string, { cards }: Config, wanted: readonly Integration[]): Write[] {
  const top = findWorkTree(root)?.root ?? root;
  const folder = prefixOf(root);
  const note = `it fetches kbcards ${version} from npm: make sure it is available`;
  if (!/^[\w./-]*$/.test(folder) || folder.startsWith('-')) {
    throw new KbError('usage', `--with cannot write commands for the folder “${folder}”`, 'kb init');
  }
  const setting = { version, folder, branch: defaultBranch(root), cards, pattern: PROBLEM_PATTERN };
  return wanted
    .flatMap((name) => integrationFiles(name, setting))
    .map((file) => newFile(top, ofBase(top, file, folder), file.text))
    .map((write) => (write.act === 'keep' ? write : { ...write, note }));
}

/**
 * The path of an integration's file, whether it exists or not. Throws KbError `usage` if a workflow for another base has that
 * path: the folders `a/b` and `a-b` lead to the same name, but each base needs its own workflow.
 */
function ofBase(top: string, { path: file, orElse }: IntegrationFile, folder: string): string {
  if (orElse === undefined) return file;
  const namesOf = (name: string): readonly Folder[] =>
    readWorkflow(readText(path.join(top, name), LONGEST_WORKFLOW, 'refuse') ?? '').names;
  const base = folder.slice(0, -1);
  if (namesOf(orElse).includes(base)) return orElse;
  const others = namesOf(file);
  if (others.length === 0 || others.includes(base) || others.includes(null)) return file;
  const whose = others.map((other) => `“${other === '' ? '.' : other}”`).join(', ');
  throw new KbError(
    'usage',
    `${file} already exists for the base in ${whose}`,
    `git mv ${file} OTHER-NAME.yml`,
  );
}

/** The default branch of the remote, as the clone knows it. Null if it does not, or if a workflow could read it as a pattern. */
function defaultBranch(root: string): string | null {
  const lead = 'refs/remotes/origin/';
  const gitDir = findWorkTree(root)?.gitDir ?? null;
  const head = gitDir === null ? null : targetOf(gitDir, `${lead}HEAD`);
  const name = head?.startsWith(lead) ? head.slice(lead.length) : '';
  return /^[a-z][\w./-]*$/i.test(name) ? name : null;
}

function newFile(root: string, name: string, text: string): Write {
  const file = path.join(root, name);
  return { file, text, act: existsSync(file) ? 'keep' : 'create' };
}

async function defaultBase({ env, home }: Context, root: string, name: string): Promise<Write> {
  const { withDefaultBase } = await import('../config/personal.js');
  const { parsePersonalConfig } = await import('../config/parse.js');
  const file = personalConfigFile(env, home);
  const before = personalConfigText(file);
  const { default: old } = parsePersonalConfig(before, file);
  const text = withDefaultBase(before, name, root);
  try {
    parsePersonalConfig(text, file);
  } catch (error) {
    // The config could be parsed before the name was added, so the name is wrong.
    if (!(error instanceof KbError)) throw error;
    const hint = 'a name is one word, but not `all`: kb init --default NAME';
    throw new KbError('usage', `“${name}” cannot be the name of a base`, hint);
  }
  const was = old !== null && old !== name ? ` (it was “${old}”)` : '';
  return { file, text, act: 'update', note: `outside of any base, kb uses “${name}”${was}` };
}

async function apply(writes: readonly Write[], root: string): Promise<void> {
  const { writeAtomic } = await import('../repo/atomic.js');
  const planned = writes.filter(({ act }) => act !== 'keep');
  for (const folder of new Set(planned.map(({ file }) => path.dirname(file)))) makeFolder(folder, root);
  for (const { file, text } of planned) await writeAtomic(file, Buffer.from(text));
}

/** Creates a folder. Throws KbError `io` if a symbolic link is on the way: one in the repo could lead out of it. */
function makeFolder(folder: string, root: string): void {
  const top = findWorkTree(root)?.root ?? root;
  const names = wayDown(top, folder);
  const way = names[0] === '..' ? [] : names.map((_, at) => path.join(top, ...names.slice(0, at + 1)));
  const astray = way.find((each) => lstatOf(each)?.isSymbolicLink());
  if (astray !== undefined) {
    throw new KbError('io', `${astray} is a symbolic link, which is not followed`, 'nothing was written');
  }
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new KbError(
      'io',
      `the folder ${folder} cannot be created: ${causeOf(error)}`,
      'nothing was written',
    );
  }
}
