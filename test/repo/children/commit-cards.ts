/**
 * Brings all cards of a repository to the next generation in one commit, as often as requested, the way commands that record
 * something do. Prints why if it cannot.
 */
import { writeSync } from 'node:fs';
import { KbError } from '../../../src/errors.js';
import { makeChanges } from '../../../src/repo/commit.js';
import { diskRepo } from '../../../src/repo/disk.js';
import { openGit } from '../../../src/repo/git.js';
import { findWorkTree } from '../../../src/repo/place.js';
import { refuseCommit } from '../../../src/repo/refuse.js';
import { generation, generationOf } from '../generation.js';

const [, , root = '', glob = '', times = '1'] = process.argv;
const repo = diskRepo(root);
const isOwn = (committed: string, now: string): boolean =>
  [committed, now].every((text) => generationOf(Buffer.from(text)) !== null);

async function next(): Promise<void> {
  const cards = await Promise.all(
    (await repo.list([glob])).map(async ({ path }) => ({
      path,
      bytes: Buffer.from(await repo.read(path)),
    })),
  );
  const number = Math.max(...cards.map(({ bytes }) => generationOf(bytes) ?? NaN)) + 1;
  const after = Buffer.from(generation(number)).toString();
  const changes = cards.map(({ path, bytes }) => ({ path, before: bytes.toString(), after }));
  const git = openGit(root, process.env);
  const committing = { git, gitDir: findWorkTree(root)?.gitDir ?? '' };
  await refuseCommit(changes, committing, { edits: { include: false, isOwn } });
  await makeChanges(repo, changes, { git, message: { subject: `Generation ${number}` } });
}

try {
  for (let n = 0; n < Number(times); n++) await next();
} catch (error) {
  if (!(error instanceof KbError)) throw error;
  writeSync(2, `${error.message}\n${error.hint ?? ''}\n`);
  process.exitCode = 2;
}
