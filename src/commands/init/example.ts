/** `kb init --example`: creates a small base to play with in an empty folder, as one commit. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { baseOf } from '../../base/base.js';
import { beginRepository } from '../../base/setup/first-commit.js';
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
import { diskRepo } from '../../repo/disk.js';
import { shippedFiles, shippedFolders } from '../../repo/shipped.js';
import { version } from '../../version.js';

/** Entries of a folder that looks empty to people. */
const UNSEEN = new Set(['.git', '.DS_Store']);

/** Creates the example, or shows it if `dryRun`. Throws KbError `usage` if the name is unknown or the folder is not empty. */
export async function initExample(name: string, dryRun: boolean, context: Context): Promise<void> {
  const { cwd: root, io, env, options, dayIn, answer } = context;
  const names = shippedFolders(EXAMPLES);
  if (!names.includes(name)) {
    const hint = names.map((each) => `kb init --example ${each}`).join('\n');
    throw new KbError('usage', `no example “${name}”; known: ${names.join(', ')}`, hint);
  }
  refuseFull(root, name);
  const files = exampleFiles(name, context);
  const text = files.find((file) => file.path === 'kb.config.yaml')?.text ?? '';
  const config = parseConfig(text, path.join(root, 'kb.config.yaml'));
  const base = baseOf(diskRepo(root), config, null, { dayIn, progress: () => undefined });
  const cards = await base.over(new Map(files.map((file) => [file.path, file.text]))).catalog();
  const trust = rowsOn(cards, base.today, config.warn, []).map(([, each]) => each);
  const subject = `Start from the example “${name}” of kb`;
  const done = dryRun ? { commit: null, remarks: [] } : await beginRepository(root, files, subject, env);

  if (options.json) {
    const made = files.map((file) => ({ file: path.join(root, file.path), act: 'create' }));
    io.stdout.write(document({ root, dryRun, example: name, commit: done.commit, files: made }));
    return;
  }
  const { commit, remarks } = done;
  const paths = files.map((file) => file.path);
  const report = { root, paths, trust, dryRun, commit, remarks };
  await answer(formatExample(report, styleOf(io.stdout, io.unicode, env)));
}

/** Throws KbError `usage` if the folder is not empty, so that the example never mixes with the user's files. */
function refuseFull(root: string, name: string): void {
  const found = readdirSync(root).filter((each) => !UNSEEN.has(each));
  const [first] = found.sort();
  if (first === undefined) return;
  const others = found.length > 1 ? ` and ${found.length - 1} more` : '';
  throw new KbError(
    'usage',
    `the example needs an empty folder; ${root} has ${first}${others} in it`,
    `mkdir kb-example && cd kb-example && kb init --example ${name}`,
  );
}

/** The files of an example, with the workflows of `kb init --with github`. */
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
