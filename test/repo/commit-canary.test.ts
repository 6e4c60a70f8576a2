/** Before the user agrees, nothing that a repository names is run. Each trap is first shown to work. */
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { refuseCommit } from '../../src/repo/refuse.js';
import { openGit } from '../../src/repo/git.js';
import { goneFiles } from '../../src/repo/gone.js';
import { edit, program, repository, USER } from './committing.js';
import { git, put, tempFolder } from './world.js';

const HOOKS = [
  'pre-commit',
  'post-index-change',
  'reference-transaction',
  'fsmonitor-watchman',
  'prepare-commit-msg',
];

test.each(['.git/config', 'an included file'])(
  'the look whether a commit can be made, by %s',
  async (where) => {
    const folder = tempFolder();
    const mark = path.join(folder, 'mark');
    const trap = program(folder, 'trap', `echo "$0 $@" >> '${mark}'; cat`);
    const root = repository({ 'cards/a.md': '# A\n', 'cards/b.md': '# B\n', '.gitattributes': '' });
    const config = where === '.git/config' ? path.join(root, '.git/config') : path.join(root, 'planted');
    for (const key of [
      'core.fsmonitor',
      'core.pager',
      'core.editor',
      'core.sshCommand',
      'core.alternateRefsCommand',
      'diff.external',
      'diff.trap.command',
      'diff.trap.textconv',
      'filter.trap.clean',
      'filter.trap.smudge',
      'filter.trap.process',
      'merge.trap.driver',
      'gpg.program',
      'gpg.x509.program',
      'trailer.kb-verified.command',
      'interactive.diffFilter',
    ]) {
      git(root, 'config', '--file', config, key, trap);
    }
    git(root, 'config', '--file', config, 'commit.gpgsign', 'true');
    git(root, 'config', '--file', config, 'core.hooksPath', path.join(root, 'hooks'));
    for (const verb of [
      'rev-parse',
      'ls-files',
      'ls-tree',
      'cat-file',
      'check-ignore',
      'config',
      'var',
      'status',
    ]) {
      git(root, 'config', '--file', config, `alias.${verb}`, `!${trap}`);
    }
    if (config.endsWith('planted')) git(root, 'config', 'include.path', config);
    put(root, {
      '.gitattributes': '*.md diff=trap filter=trap merge=trap ident\n',
      'cards/new.md': '# New\n',
    });
    for (const hook of HOOKS) {
      program(root, `hooks/${hook}`, trap);
      program(root, `.git/hooks/${hook}`, trap);
    }

    // With changed times, so that git must look into the files.
    for (const name of ['a', 'b']) utimesSync(path.join(root, `cards/${name}.md`), 1, 1);
    execFileSync('sh', ['-c', 'git status; git diff HEAD; true'], { cwd: root, env: USER, stdio: 'pipe' });
    expect(existsSync(mark)).toBe(true);
    rmSync(mark);
    for (const name of ['a', 'b']) utimesSync(path.join(root, `cards/${name}.md`), 2, 2);
    const changes = [edit(root), { ...edit(root, 'cards/b.md'), after: null }, edit(root, 'cards/new.md')];
    const created = { path: 'cards/made.md', before: null, after: '# Made\n' };
    const committing = { git: openGit(root, USER), gitDir: path.join(root, '.git') };
    await refuseCommit([...changes, created], committing, { edits: { include: true } });
    await expect(refuseCommit(changes, committing)).rejects.toThrow('not committed yet: cards/new.md');
    rmSync(path.join(root, 'cards/b.md'));
    expect(await goneFiles(root, 'HEAD', () => true, 9)).toEqual([{ path: 'cards/b.md', text: '# B\n' }]);
    expect(existsSync(mark)).toBe(false);
  },
);
