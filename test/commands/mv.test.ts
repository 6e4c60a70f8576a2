import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test, vi } from 'vitest';
import { main } from '../../src/cli.js';
import { bufferIo, kb } from '../memory-io.js';
import { git, gitRepo, put, tempFolder } from '../repo/world.js';

const files = {
  'kb.config.yaml': '',
  'cards/refund.md':
    '---\ntitle: Refund\nowner: "@ana"\nverify-by: 2027-01-01\n---\n[fees](eu/fees.md) ![form](img/form.png)\n',
  'cards/eu/fees.md':
    '---\nid: fees\ntitle: Fees\nowner: "@ana"\nverify-by: 2027-01-01\n---\n[r](../refund.md#x)\r\n\r\n[r]: /refund\n',
  'cards/img/form.png': 'PNG',
  'README.md': '[r](cards/refund.md)\n',
};
const env = { PATH: process.env['PATH'], HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1' };
const read = (root: string, file: string): string => readFileSync(path.join(root, file), 'utf8');
const run = (cwd: string, ...args: string[]) => kb(['mv', ...args], { cwd, env });

function base(more: Readonly<Record<string, string>> = {}): string {
  const root = gitRepo({ ...files, ...more });
  git(root, 'config', 'user.name', 'Zoe');
  git(root, 'config', 'user.email', 'zoe@acme.com');
  return root;
}

describe('kb mv', () => {
  test('moves a card with its links, in one commit', async () => {
    const root = base();
    const { out, err, code } = await run(root, 'refund', 'cards/eu/', '--yes');
    expect([out, code]).toEqual(['cards/eu/refund.md\ncards/eu/fees.md\n', 0]);
    expect(err).toMatch(/^moved with 4 links, 1 other card changed, commit [0-9a-f]{7}\n$/);
    expect(read(root, 'cards/eu/refund.md')).toBe(
      '---\nid: refund\ntitle: Refund\nowner: "@ana"\nverify-by: 2027-01-01\n---\n[fees](fees.md) ![form](../img/form.png)\n',
    );
    expect(read(root, 'cards/eu/fees.md')).toBe(
      files['cards/eu/fees.md'].replace('../refund.md', 'refund.md').replace('/refund\n', '/eu/refund\n'),
    );
    expect(existsSync(path.join(root, 'cards/refund.md'))).toBe(false);
    expect(git(root, 'status', '--porcelain')).toBe('');
    expect(git(root, 'log', '-1', '--format=%s')).toBe('Move cards/refund.md to cards/eu/refund.md');
    expect(git(root, 'log', '-1', '--name-status', '--format=', '-M30%')).toMatch(
      /^R\d+\tcards\/refund.md\tcards\/eu\/refund.md$/m,
    );
    // It is still the same card.
    expect((await kb(['show', 'refund', '--json'], { cwd: root, env })).out).toContain(
      '"path": "cards/eu/refund.md"',
    );
    await run(root, 'refund', 'cards/', '--yes');
    expect(read(root, 'cards/eu/fees.md')).toBe(files['cards/eu/fees.md']);
    expect(read(root, 'README.md')).toBe(files['README.md']);
  });

  test('shows what would change, and asks before it does', async () => {
    const root = base();
    const plan = await run(root, 'refund', 'cards/eu/', '--dry-run');
    expect(plan.out).toContain('cards/refund.md → cards/eu/refund.md\n');
    expect(plan.out).toContain('+id: refund\n');
    expect(plan.out).toContain('-[r](../refund.md#x)\n+[r](refund.md#x)\n');
    expect([plan.err, plan.code]).toEqual(['it would move, with 4 links, 1 other card changed\n', 0]);
    expect((await run(root, 'refund', 'cards/eu/')).err).toContain('there is no terminal to ask on');
    const io = Object.assign(bufferIo({}), { stdin: Object.assign(Readable.from(['n\n']), { isTTY: true }) });
    const world = {
      io: () => io,
      cwd: root,
      env: env,
      home: root,
      now: () => new Date(0),
    };
    await main(['mv', 'refund', 'cards/eu/'], world);
    expect([io.exitCode, io.err]).toEqual([
      1,
      'move cards/refund.md to cards/eu/refund.md (4 links, 1 other card) and commit? [y/N] nothing was changed\n',
    ]);
    expect(git(root, 'status', '--porcelain')).toBe('');
  });

  test('answers in JSON', async () => {
    const { out } = await run(base(), 'refund', 'cards/eu/', '--dry-run', '--json');
    expect(JSON.parse(out)).toEqual({
      schemaVersion: 1,
      from: 'cards/refund.md',
      to: 'cards/eu/refund.md',
      id: 'refund',
      done: false,
      already: false,
      commit: null,
      base: expect.objectContaining({ behind: null }) as object,
      files: ['cards/eu/refund.md', 'cards/eu/fees.md'],
      links: 4,
      remarks: [],
    });
  });

  test.each([
    ['', 'cards/eu', 'cards/eu/refund.md'],
    ['', 'cards/new/', 'cards/new/refund.md'],
    ['', 'cards/new/deep/pay', 'cards/new/deep/pay.md'],
    ['', 'cards/pay.md', 'cards/pay.md'],
    ['', 'cards/pay.v2', 'cards/pay.v2.md'],
    ['', 'pay', 'cards/pay.md'],
    ['', 'pay.md', 'cards/pay.md'],
    ['cards/eu', '.', 'cards/eu/refund.md'],
    ['cards/eu', 'pay', 'cards/eu/pay.md'],
    ['cards/eu', '../pay', 'cards/pay.md'],
    ['cards/eu', './pay.md', 'cards/eu/pay.md'],
    ['cards', 'Refund', 'cards/Refund.md'],
  ])('from the folder “%s”, to “%s” means %s', async (folder, dest, to) => {
    const root = base();
    const { out } = await run(path.join(root, folder), 'refund', dest, '--dry-run', '--json');
    expect(JSON.parse(out)).toMatchObject({ to });
  });

  test.each([
    ['docs/refund.md', 'docs/refund.md would not be a card: expected a path that matches cards/**/*.md'],
    ['cards/_drafts/', 'cards/_drafts/refund.md would not be a card'],
    ['cards/refund.txt/', 'cards/refund.txt/refund.md', true],
    ['../refund.md', 'is outside of the base'],
    ['/tmp/refund.md', 'is outside of the base'],
    ['cards', 'the card is already at cards/refund.md'],
    ['', 'refund.md would not be a card'],
    ['cards/eu/fees.md', 'the card cannot be moved to cards/eu/fees.md: cards/eu/fees.md already exists'],
    ['cards/eu/Fees', '“fees.md” already exists, and many disks treat the two names as one'],
    ['cards/EU/x', '“eu” already exists, and many disks treat the two names as one'],
    ['cards/img/form.png/x', 'cards/img/form.png is not a folder'],
    ['cards/link/x', 'cards/link is a symbolic link, which is not followed'],
    ['cards/dead', 'cards/dead.md is a symbolic link, which is not followed'],
    ['cards/private/x', 'git ignores it'],
    ['cards/a\u001b[2Jb', 'it contains a control character'],
  ])('to “%s”: %s', async (dest, message, goes = false) => {
    const root = base({ '.gitignore': 'private/\n' });
    mkdirSync(path.join(root, 'other'));
    symlinkSync(path.join(root, 'other'), path.join(root, 'cards/link'));
    symlinkSync('nowhere', path.join(root, 'cards/dead.md'));
    const { out, err, code } = await run(root, 'refund', dest, '--dry-run');
    if (goes) expect([out.includes(message), code]).toEqual([true, 0]);
    else expect([out, err.includes(message), code]).toEqual(['', true, 2]);
    expect(err).not.toContain('\u001b');
  });

  test.each([
    ['', 'docs/refund.md', 'kb mv refund cards/docs/refund.md --dry-run'],
    ['', 'eu/', 'kb mv refund cards/eu/ --dry-run'],
    ['', 'eu/pay', 'kb mv refund cards/eu/pay --dry-run'],
    ['', 'my docs/', "kb mv refund 'cards/my docs/' --dry-run"],
    ['notes', 'eu/', 'kb mv refund ../cards/eu/ --dry-run'],
    ['', 'eu/fees', 'kb mv --help'],
    ['', './', 'kb mv --help'],
    ['', 'cards/_drafts/', 'kb mv --help'],
    ['', 'cards/../_x/../eu/', 'kb mv refund cards/eu/ --dry-run'],
  ])('from the folder “%s”, to “%s” there is no card, so it offers “%s”', async (folder, dest, hint) => {
    const root = base({ 'notes/a.txt': 'a' });
    const { err } = await run(path.join(root, folder), 'refund', dest, '--dry-run');
    expect(err.split('\n')[1]).toBe(`    ${hint}`);
  });

  test('takes folders along that become empty, and brings them back where the commit fails', async () => {
    const deep = { 'cards/a/b/one.md': '---\nid: one\ntitle: One\n---\n', 'cards/a/notes.txt': 'kept' };
    const root = base(deep);
    put(root, { '.git/hooks/pre-commit': '#!/bin/sh\nexit 1\n' });
    chmodSync(path.join(root, '.git/hooks/pre-commit'), 0o755);
    expect((await run(root, 'one', 'cards/', '--yes')).code).toBe(2);
    expect(git(root, 'status', '--porcelain')).toBe('');
    rmSync(path.join(root, '.git/hooks/pre-commit'));
    expect((await run(root, 'one', 'cards/', '--yes')).code).toBe(0);
    expect(existsSync(path.join(root, 'cards/a/b'))).toBe(false);
    expect(read(root, 'cards/a/notes.txt')).toBe('kept');
  });

  test.skipIf(process.platform === 'win32')('leaves the folder that one is in', async () => {
    const root = base({ 'cards/a/one.md': '---\nid: one\ntitle: One\n---\n' });
    const cwd = vi.spyOn(process, 'cwd').mockReturnValue(path.join(root, 'cards/a'));
    await run(path.join(root, 'cards/a'), 'one', '../', '--yes');
    cwd.mockRestore();
    expect([existsSync(path.join(root, 'cards/one.md')), existsSync(path.join(root, 'cards/a'))]).toEqual([
      true,
      true,
    ]);
  });

  test('many changed cards are all listed in a pipe, and counted in a terminal', async () => {
    const links = Array.from({ length: 12 }, (_, at) => [
      `cards/l${at}.md`,
      `---\nid: l${at}\ntitle: L\n---\n[r](refund.md)\n`,
    ]);
    const more = Object.fromEntries(links) as Record<string, string>;
    const args = ['mv', 'refund', 'cards/pay', '--yes'];
    const piped = await kb(args, { cwd: base(more), env });
    expect(piped.out.split('\n')).toHaveLength(15);
    const io = bufferIo({ terminal: true });
    const world = { io: () => io, cwd: base(more), env, home: '/nonexistent', now: () => new Date(0) };
    await main(args, world);
    expect(io.out).toBe('cards/pay.md\nand 13 other cards\n');
  });

  test('changes files only, outside git and with --no-commit', async () => {
    const root = tempFolder();
    put(root, files);
    const { err, code } = await run(root, 'refund', 'cards/new/pay', '--yes');
    expect([err, code]).toEqual([
      'moved with 4 links, 1 other card changed, nothing committed: this is not a git repository\n',
      0,
    ]);
    expect(read(root, 'cards/eu/fees.md')).toContain('[r](../new/pay.md#x)\r\n\r\n[r]: /new/pay\n');
    const repo = base();
    await run(repo, 'refund', 'cards/new/pay', '--yes', '--no-commit');
    expect(git(repo, 'log', '--format=%s')).toBe('cards');
    expect(existsSync(path.join(repo, 'cards/new/pay.md'))).toBe(true);
  });

  test('leaves all as it was where it cannot commit', async () => {
    const root = base();
    writeFileSync(path.join(root, 'cards/eu/fees.md'), `${files['cards/eu/fees.md']}edited\n`);
    const { err, code } = await run(root, 'refund', 'cards/new/', '--yes');
    expect(code).toBe(2);
    expect(err).toContain('cards/eu/fees.md');
    expect(existsSync(path.join(root, 'cards/new'))).toBe(false);
    expect(read(root, 'cards/refund.md')).toBe(files['cards/refund.md']);
  });

  test('tells what the new place brings along', async () => {
    const root = base({
      'cards/eu/_kb.yaml': 'tags: [eu]\n',
      CODEOWNERS: '',
      'cards/list.md': '---\nid: list\ntitle: L\n---\n[all](new/)\n',
      'cards/new/one.md': '---\nid: one\ntitle: One\n---\n',
    });
    await kb(['codeowners', '--write'], { cwd: root, env });
    git(root, 'add', '-A');
    git(root, 'commit', '-qm', 'owners');
    const { err } = await run(root, 'refund', 'cards/eu/', '--yes');
    expect(err.split('\n').slice(0, 3)).toEqual([
      'tags in the new place: eu; before: none',
      expect.stringMatching(/^moved with/),
      'CODEOWNERS is out of date now: kb codeowners --write',
    ]);
    const out = await run(root, 'one', 'cards/', '--dry-run');
    expect(out.err).toContain('cards/list.md:5: the link “new/” must be changed by hand\n');
  });
});
