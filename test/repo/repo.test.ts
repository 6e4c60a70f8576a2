/** The Repo contract on the disk, a commit and the Repo in memory. */
import { readdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { repoContract, type Links } from '../contracts/repo.js';
import { memoryRepo } from '../memory-repo.js';
import { diskRepo } from '../../src/repo/disk.js';
import type { Repo } from '../../src/repo/repo.js';
import { revisionRepo } from '../../src/repo/revision.js';
import { commit, git, put, tempFolder } from './world.js';

/** The files in a commit, in a folder of an otherwise empty work tree; CODEOWNERS is at its top. */
function committed(files: Readonly<Record<string, string>>, links: Links = {}, folder = ''): Repo {
  const root = tempFolder();
  git(root, 'init', '-q');
  for (const [file, text] of Object.entries(files)) {
    put(file.endsWith('CODEOWNERS') ? root : path.join(root, folder), { [file]: text });
  }
  link(path.join(root, folder), links);
  const id = commit(root);
  for (const name of readdirSync(root).filter((each) => each !== '.git')) {
    rmSync(path.join(root, name), { recursive: true });
  }
  return revisionRepo(path.join(root, folder), id);
}

function link(root: string, links: Links = {}): void {
  for (const [name, target] of Object.entries(links)) symlinkSync(target, path.join(root, name));
}

repoContract('disk', (files, links) => {
  const root = tempFolder();
  put(root, files);
  link(root, links);
  return diskRepo(root);
});
repoContract('commit', (files, links) => committed(files, links), true);
repoContract('folder of a commit', (files, links) => committed(files, links, 'docs/kb'), true);
repoContract('memory', (files) => memoryRepo(files));
