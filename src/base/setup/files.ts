/** The files that set up a base: which of them are new, and writing them. */
import path from 'node:path';
import { isOwner } from '../../card/owner.js';
import type { Day } from '../../day.js';
import type { Write } from '../../format/init.js';
import { startingFiles } from '../../init/start.js';
import type { Environment } from '../../io.js';
import { writeAtomic } from '../../repo/atomic.js';
import { makeChanges } from '../../repo/commit.js';
import { diskRepo } from '../../repo/disk.js';
import { openGit } from '../../repo/git.js';
import { statOf } from '../../repo/open.js';
import { findWorkTree } from '../../repo/place.js';

/** A file below a folder. One that exists is kept as it is. */
export function newFile(folder: string, name: string, text: string): Write {
  const file = path.join(folder, name);
  return { file, text, act: statOf(file) ? 'keep' : 'create' };
}

/** A config and a first card, owned by whoever git says the user is. */
export async function firstFiles(root: string, today: Day, env: Environment): Promise<Write[]> {
  const { email } = await openGit(root, env).identity();
  const owner = email !== null && isOwner(email, new Set()) ? email : '@me';
  return startingFiles(today, owner).map(({ path: file, text }) => newFile(root, file, text));
}

/** Writes new files below the root, or its git work tree, all or none; then updates files that may be anywhere. */
export async function writeFiles(writes: readonly Write[], root: string): Promise<void> {
  const top = findWorkTree(root)?.root ?? root;
  const created = writes.filter(({ act }) => act === 'create');
  const changes = created.map(({ file, text }) => ({
    path: path.relative(top, file).split(path.sep).join('/'),
    before: null,
    after: text,
  }));
  await makeChanges(diskRepo(top), changes, null);
  for (const { file, text, act } of writes)
    if (act === 'update') await writeAtomic(file, Buffer.from(text), { makesFolder: true });
}
