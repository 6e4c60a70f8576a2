/** `kb init --example`: a small base to play with, in an empty folder, as one commit of a git repo of its own. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { baseOf } from '../../base/base.js';
import { rowsOn } from '../../catalog/listing.js';
import { parseConfig } from '../../config/parse.js';
import type { Context } from '../../context.js';
import { KbError } from '../../errors.js';
import { formatExample } from '../../format/example.js';
import { document } from '../../format/json.js';
import { PROBLEM_PATTERN } from '../../format/problems.js';
import { styleOf } from '../../format/style.js';
import { exampleOn, EXAMPLES } from '../../init/example.js';
import { integrationFiles } from '../../init/integrations.js';
import type { NewFile } from '../../init/start.js';
import { makeChanges } from '../../repo/commit.js';
import { diskRepo } from '../../repo/disk.js';
import { openGit, type Git } from '../../repo/git.js';
import { shippedFiles, shippedFolders } from '../../repo/shipped.js';
import { version } from '../../version.js';

/** What is in a folder that looks empty to people. */
const UNSEEN = new Set(['.git', '.DS_Store']);

/** Who commits where git does not know the user. */
const NOBODY = {
  GIT_AUTHOR_NAME: 'kb',
  GIT_AUTHOR_EMAIL: 'kb@acme.example',
  GIT_COMMITTER_NAME: 'kb',
  GIT_COMMITTER_EMAIL: 'kb@acme.example',
};

/** What tells git who the user is. */
const INTRODUCTION = [
  'git config --global user.email you@example.com',
  'git config --global user.name "Your Name"',
];

/** Throws KbError `usage` for an unknown name, and where the folder has anything in it. */
export async function initExample(name: string, dryRun: boolean, context: Context): Promise<void> {
  const { cwd: root, io, env, options, dayIn, answer } = context;
  const names = shippedFolders(EXAMPLES);
  if (!names.includes(name)) {
    const hint = names.map((each) => `kb init --example ${each}`).join('\n');
    throw new KbError('usage', `no example “${name}”; there is ${names.join(', ')}`, hint);
  }
  refuseFull(root, name);
  const files = exampleFiles(name, context);
  const text = files.find((file) => file.path === 'kb.config.yaml')?.text ?? '';
  const config = parseConfig(text, path.join(root, 'kb.config.yaml'));
  const base = baseOf(diskRepo(root), config, null, { dayIn, progress: () => undefined });
  const cards = await base.over(new Map(files.map((file) => [file.path, file.text]))).catalog();
  const trust = rowsOn(cards, base.today, config.warn, []).map(([, each]) => each);
  const done = dryRun ? { commit: null, remarks: [] } : await write(root, name, files, env);

  if (options.json) {
    const made = files.map((file) => ({ file: path.join(root, file.path), act: 'create' }));
    io.stdout.write(document({ root, dryRun, example: name, commit: done.commit, files: made }));
    return;
  }
  const { commit, remarks } = done;
  const paths = files.map((file) => file.path);
  const told = { root, paths, trust, dryRun, commit, remarks };
  await answer(formatExample(told, styleOf(io.stdout, io.unicode, env)));
}

/** What is here is somebody's, and the example is not to be mixed with it. */
function refuseFull(root: string, name: string): void {
  const found = readdirSync(root).filter((each) => !UNSEEN.has(each));
  const [first] = found.sort();
  if (first === undefined) return;
  const others = found.length > 1 ? ` and ${found.length - 1} more` : '';
  throw new KbError(
    'usage',
    `an example needs an empty folder; ${root} has ${first}${others} in it`,
    `mkdir kb-example && cd kb-example && kb init --example ${name}`,
  );
}

/** With the workflows as `kb init --with github` makes them. */
function exampleFiles(name: string, { dayIn }: Context): NewFile[] {
  const files = exampleOn(dayIn('UTC'), shippedFiles(EXAMPLES, name));
  const setting = {
    version,
    folder: '',
    branch: 'main',
    cards: ['cards/**/*.md'],
    pattern: PROBLEM_PATTERN,
  };
  return [...files, ...integrationFiles('github', setting)];
}

/** Writes the files, and commits them where there is git. */
async function write(root: string, name: string, files: readonly NewFile[], env: Context['env']) {
  const { git, remarks } = await gitIn(root, env);
  const changes = files.map(({ path: file, text }) => ({ path: file, before: null, after: text }));
  const message = { subject: `Start from the example “${name}” of kb` };
  const made = await makeChanges(diskRepo(root), changes, git && { git, message });
  return { commit: made.commit, remarks: [...made.remarks, ...remarks] };
}

/** What commits there; null where git is not installed. */
async function gitIn(
  root: string,
  env: Context['env'],
): Promise<{ readonly git: Git | null; readonly remarks: readonly string[] }> {
  const git = openGit(root, env);
  if ((await git.version()) === null) return { git: null, remarks: [] };
  if (!existsSync(path.join(root, '.git'))) await initRepository(git);
  if ((await git.nameless()) === null && (await git.identity()).email !== null) return { git, remarks: [] };
  const remarks = ['git does not know who you are, and kb verify will ask:', ...INTRODUCTION];
  return { git: openGit(root, { ...env, ...NOBODY }), remarks };
}

async function initRepository(git: Git): Promise<void> {
  try {
    await git.init();
  } catch (error) {
    const why = error instanceof Error ? error.message.trim() : String(error);
    const hint = 'mkdir ~/kb-example && cd ~/kb-example && kb init --example';
    throw new KbError('io', `git cannot make a repository of this folder: ${why}`, hint);
  }
}
