/** Which git folder kb writes to: one that names the work tree, not one that the work tree names. */
import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { sharedFolder, storeFolder } from '../../src/repo/store.js';
import { git, gitRepo, put, tempFolder } from './world.js';

const HOME = '/home/ana';
const CACHE = /^\/home\/ana\/\.cache\/kb\/[0-9a-f]{16}$/;

const folders = (root: string): string[] => [storeFolder(root, {}, HOME), sharedFolder(root, {}, HOME)];

/** A folder with a `.git` file that names a git folder. */
function treeNaming(gitDir: string): string {
  const root = tempFolder();
  put(root, { '.git': `gitdir: ${gitDir}\n`, 'cards/a.md': 'a' });
  return root;
}

describe('what kb keeps', () => {
  test('lies in the git folder of a submodule', () => {
    const root = gitRepo();
    git(root, 'submodule', '--quiet', 'add', gitRepo(), 'sub "1"');
    const own = path.join(root, '.git/modules/sub "1"/kb');
    expect(folders(path.join(root, 'sub "1"'))).toEqual([own, own]);
  });

  test('lies in the git folder of a linked work tree that is reached by a link', () => {
    const root = gitRepo({ 'a.md': '' });
    const tree = path.join(tempFolder(), 'tree');
    git(root, 'worktree', 'add', '-q', tree);
    const link = path.join(tempFolder(), 'link');
    symlinkSync(tree, link);
    expect(folders(link)).toEqual([path.join(root, '.git/worktrees/tree/kb'), path.join(root, '.git/kb')]);
  });

  test('lies in no git folder of others that a `.git` file names', () => {
    const theirs = gitRepo({ 'a.md': '' });
    git(theirs, 'worktree', 'add', '-q', path.join(tempFolder(), 'tree'));
    git(theirs, 'submodule', '--quiet', 'add', gitRepo(), 'sub');
    for (const name of ['.git', '.git/worktrees/tree', '.git/modules/sub']) {
      const [own, shared] = folders(treeNaming(path.join(theirs, name)));
      expect([own, shared]).toEqual([expect.stringMatching(CACHE), expect.stringMatching(CACHE)]);
    }
  });

  test('lies in no folder that a link named `.git` leads to', () => {
    const root = tempFolder();
    symlinkSync(path.join(gitRepo(), '.git'), path.join(root, '.git'));
    for (const folder of folders(root)) expect(folder).toMatch(CACHE);
  });

  test('lies in no folder that `commondir` names and that has no such work tree', () => {
    const theirs = path.join(gitRepo(), '.git');
    const root = gitRepo();
    writeFileSync(path.join(root, '.git/commondir'), `${theirs}\n`);
    expect(folders(root)).toEqual([path.join(root, '.git/kb'), expect.stringMatching(CACHE)]);

    const planted = treeNaming('planted');
    mkdirSync(path.join(planted, 'planted'));
    put(planted, {
      'planted/HEAD': 'ref: refs/heads/main\n',
      'planted/gitdir': path.join(planted, '.git'),
      'planted/commondir': theirs,
    });
    expect(folders(planted)).toEqual([path.join(planted, 'planted/kb'), expect.stringMatching(CACHE)]);
  });

  test('lies in the folder for caches once the tree has moved', () => {
    const root = gitRepo({ 'a.md': '' });
    const tree = path.join(tempFolder(), 'tree');
    git(root, 'worktree', 'add', '-q', tree);
    renameSync(tree, `${tree}-moved`);
    for (const folder of folders(`${tree}-moved`)) expect(folder).toMatch(CACHE);
  });
});
