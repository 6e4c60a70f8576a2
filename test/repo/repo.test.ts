/** The Repo contract, against the disk and the fake. */
import { repoContract } from '../contracts/repo.js';
import { memoryRepo } from '../memory-repo.js';
import { diskRepo } from '../../src/repo/disk.js';
import { put, tempFolder } from './world.js';

repoContract('disk', (files) => {
  const root = tempFolder();
  put(root, files);
  return diskRepo(root);
});
repoContract('memory', (files) => memoryRepo(files));
