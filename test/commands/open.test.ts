import { describe, expect, test } from 'vitest';
import { hasBrowser } from '../../src/browser.js';
import { kb } from '../memory-io.js';
import { commit, git, gitRepo, put, tempFolder } from '../repo/world.js';

const files = { 'kb.config.yaml': '', 'cards/refund eu.md': '---\ntitle: T\n---\nText\n' };
const run = (cwd: string, ...args: string[]) => kb(['open', ...args], { cwd });

function cloned(remote: string): string {
  const root = gitRepo(files);
  git(root, 'remote', 'add', 'origin', remote);
  git(root, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
  git(root, 'config', 'branch.main.remote', 'origin');
  git(root, 'config', 'branch.main.merge', 'refs/heads/main');
  return root;
}

describe('kb open', () => {
  test('prints the address of a card', async () => {
    const root = cloned('https://ana:s3cret@github.com/acme/kb.git');
    const url = 'https://github.com/acme/kb/blob/main/cards/refund%20eu.md';
    expect(await run(root, 'refund-eu')).toEqual({ out: `${url}\n`, err: '', code: 0 });
    expect((await run(root, 'cards/refund eu.md:3')).out).toBe(`${url}?plain=1#L3\n`);
    expect((await run(root, 'cards/refund eu.md:3:7')).out).toBe(`${url}?plain=1#L3\n`);
    expect((await run(root, 'refund-eu', '--edit')).out).toBe(`${url.replace('blob', 'edit')}\n`);
    expect((await run(root, 'refund-eu', '--history')).out).toBe(`${url.replace('blob', 'commits')}\n`);
    expect(JSON.parse((await run(root, 'refund-eu', '--json')).out)).toEqual({ schemaVersion: 1, url });
    expect((await run(root, 'refund-eu', '--edit', '--history')).code).toBe(2);
  });

  test('counts paths from the root of the repository', async () => {
    const root = cloned('git@gitlab.com:acme/kb.git');
    put(root, { 'docs/kb.config.yaml': '', 'docs/cards/x.md': '# X\n' });
    commit(root);
    git(root, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
    const { out, err } = await kb(['open', 'x'], { cwd: `${root}/docs` });
    expect([out, err]).toEqual(['https://gitlab.com/acme/kb/-/blob/main/docs/cards/x.md\n', '']);
  });

  test('takes the branch that is followed, also of another remote and name', async () => {
    const root = cloned('git@github.com:acme/kb.git');
    git(root, 'remote', 'add', 'fork', 'git@codeberg.org:ana/kb.git');
    git(root, 'checkout', '-q', '-b', 'topic');
    git(root, 'update-ref', 'refs/remotes/fork/ana/topic', 'HEAD');
    git(root, 'config', 'branch.topic.remote', 'fork');
    git(root, 'config', 'branch.topic.merge', 'refs/heads/ana/topic');
    expect((await run(root, 'refund-eu')).out).toBe(
      'https://codeberg.org/ana/kb/src/branch/ana/topic/cards/refund%20eu.md\n',
    );
  });

  test('says what is not on the forge yet', async () => {
    const root = cloned('git@github.com:acme/kb.git');
    put(root, { 'cards/new.md': '---\ntitle: N\n---\n' });
    const added = await run(root, 'new');
    expect([added.out, added.code]).toEqual(['https://github.com/acme/kb/blob/main/cards/new.md\n', 0]);
    expect(added.err).toBe(
      'cards/new.md is not on the branch main on the remote yet: the page exists once it is pushed\n',
    );

    git(root, 'checkout', '-q', '-b', 'topic');
    const unpushed = await run(root, 'refund-eu');
    expect(unpushed.out).toContain('/blob/topic/');
    expect(unpushed.err).toBe('the branch topic is not pushed yet: the page exists once it is\n');
    git(root, 'symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
    const onMain = await run(root, 'refund-eu');
    expect(onMain.out).toContain('/blob/main/');
    expect(onMain.err).toBe('the branch topic is not pushed: the page shows main\n');
    git(root, 'update-ref', 'refs/remotes/origin/topic', 'HEAD');
    expect(await run(root, 'refund-eu')).toMatchObject({ err: '', code: 0 });
  });

  test('shows a commit where no branch is checked out', async () => {
    const root = cloned('git@github.com:acme/kb.git');
    const id = git(root, 'rev-parse', 'HEAD');
    git(root, 'checkout', '-q', '--detach');
    expect((await run(root, 'refund-eu')).out).toContain(`/blob/${id}/cards/`);
    const edit = await run(root, 'refund-eu', '--edit');
    expect([edit.code, edit.err]).toEqual([
      2,
      'kb: only branches can be edited on the web, and no branch is checked out\n    git switch main\n',
    ]);
  });

  test.each([
    ['/srv/s3cret.git', 'found a folder on a disk'],
    ['ext::sh -c s3cret', 'found an address that cannot be a web host'],
    ['javascript:s3cret', 'found an address that cannot be a web host'],
    ['-oProxyCommand=s3cret', 'found an address that cannot be a web host'],
    ['git@github.com:acme/s3cret\u001b[2J', 'found an address that cannot be a web host'],
  ])('refuses the remote %j without showing it', async (remote, found) => {
    const root = cloned('x');
    git(root, 'config', 'remote.origin.url', remote);
    const { out, err, code } = await run(root, 'refund-eu');
    expect([out, code]).toEqual(['', 2]);
    expect(err).toContain(found);
    expect(err).toContain('git remote get-url origin');
    expect(err).not.toContain('s3cret');
  });

  test('needs git, and a remote', async () => {
    const root = tempFolder();
    put(root, files);
    expect((await run(root, 'refund-eu')).err).toContain('is not in a git repository');
    expect((await run(gitRepo(files), 'refund-eu')).err).toContain('git remote add origin');
    const two = gitRepo(files);
    git(two, 'remote', 'add', 'a', 'git@github.com:a/kb.git');
    expect((await run(two, 'refund-eu')).out).toContain('https://github.com/a/kb/blob/main/');
    git(two, 'remote', 'add', 'b', 'git@github.com:b/kb.git');
    const expected =
      'kb: expected a remote that the branch tracks, or one called origin; found only “a”, “b”\n';
    expect(await run(two, 'refund-eu')).toEqual({
      out: '',
      err: `${expected}    git branch -u a/main\n    git branch -u b/main\n`,
      code: 2,
    });
    git(two, 'config', 'branch.main.remote', 'b');
    expect((await run(two, 'refund-eu')).out).toContain('https://github.com/b/kb/blob/main/');
    git(two, 'checkout', '-q', '--detach');
    expect((await run(two, 'refund-eu')).err).toBe(
      `${expected}    git remote rename a origin\n    git remote rename b origin\n`,
    );
  });
});

describe('hasBrowser', () => {
  test.each([
    [{ DISPLAY: ':0' }, 'linux', true],
    [{ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', true],
    [{ WSL_DISTRO_NAME: 'Debian' }, 'linux', true],
    [{}, 'linux', false],
    [{ DISPLAY: ':0', SSH_CONNECTION: '10.0.0.1' }, 'linux', false],
    [{ CI: 'true' }, 'darwin', false],
    [{}, 'darwin', true],
    [{}, 'win32', true],
  ] as const)('%j on %s: %s', (env, platform, answer) => {
    expect(hasBrowser(env, platform)).toBe(answer);
  });
});
