import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli.js';
import { bufferIo, kb } from '../memory-io.js';
import { git, gitRepo } from '../repo/world.js';

const card = (title: string, more = '', body = 'Text\n'): string =>
  `---\ntitle: ${title}\nowner: "@legal"\nverify-by: 2027-01-01\n${more}---\n${body}`;
const files = {
  'kb.config.yaml': 'people: {}\n',
  'cards/fax.md': card('Fax'),
  'cards/fax-uk.md': card('Fax UK'),
  'cards/mail.md': card('Mail', '', 'Once there was\n[a fax](fax.md#how), or [two](fax.md).\n'),
  'cards/post.md': card('Post', 'status: archived\n', '[a fax](fax.md)\n'),
  'cards/old.md': card('Old', 'superseded-by: mail\n'),
};
const env = { PATH: process.env['PATH'], HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1' };

function base(more: Readonly<Record<string, string>> = {}): string {
  const root = gitRepo({ ...files, ...more });
  git(root, 'config', 'user.name', 'Ana');
  git(root, 'config', 'user.email', 'ana@acme.com');
  return root;
}

const read = (root: string, file: string): string => readFileSync(path.join(root, file), 'utf8');
const run = (cwd: string, ...args: string[]) => kb(['archive', ...args], { cwd, env });

describe('kb archive', () => {
  test('retires several cards in one commit, and tells who links to them', async () => {
    const root = base();
    const { out, err, code } = await run(root, 'cards/fax.md', 'fax-uk', '-m', 'nobody has one', '--yes');
    expect([out, code]).toEqual([
      '– archived\tFax\t@legal\t\tfax\tcards/fax.md\n– archived\tFax UK\t@legal\t\tfax-uk\tcards/fax-uk.md\n',
      0,
    ]);
    const id = git(root, 'rev-parse', '--short=7', 'HEAD');
    expect(err).toBe(`cards/mail.md:7 still links to cards/fax.md\n2 cards archived, commit ${id}\n`);
    expect(git(root, 'log', '-1', '--format=%B')).toBe('Archive fax, fax-uk\n\nnobody has one');
    expect(read(root, 'cards/fax.md')).toBe(card('Fax', 'status: archived\n'));
    expect(git(root, 'status', '--porcelain')).toBe('');
    expect(await run(root, 'fax-uk', 'fax-uk', '--yes')).toMatchObject({
      err: 'nothing to record: the last commit already contains everything\n',
      code: 0,
    });
  });

  test('is committed by the next run where the first was ended before', async () => {
    const root = base();
    for (const args of [['fax-uk'], ['fax-uk', '--restore']]) {
      await run(root, ...args, '--yes', '--no-commit');
      expect(git(root, 'status', '--porcelain')).toBe('M cards/fax-uk.md');
      expect((await run(root, ...args, '--yes')).code).toBe(0);
      expect(git(root, 'status', '--porcelain')).toBe('');
    }
    expect(git(root, 'log', '--format=%s')).toBe('Restore fax-uk\nArchive fax-uk\ncards');
  });

  test('sends readers on, and brings cards back byte by byte', async () => {
    const root = base();
    const { out, err } = await run(root, 'fax-uk', '--superseded-by', 'cards/mail.md', '--yes', '--json');
    expect(JSON.parse(out)).toMatchObject({
      done: true,
      cards: [{ id: 'fax-uk', supersededBy: 'mail' }],
      links: [],
    });
    expect(err).toContain('1 card superseded');
    expect(git(root, 'log', '-1', '--format=%s')).toBe('Supersede fax-uk by mail');
    await run(root, 'fax-uk', '--restore', '--yes');
    expect(read(root, 'cards/fax-uk.md')).toBe(files['cards/fax-uk.md']);
    expect(git(root, 'log', '-1', '--format=%s')).toBe('Restore fax-uk');
  });

  test('leaves another status alone when it brings a card back', async () => {
    const root = base({ 'cards/old.md': card('Old', 'status: deprecated\nsuperseded-by: mail\n') });
    await run(root, 'old', '--restore', '--yes');
    expect(read(root, 'cards/old.md')).toBe(card('Old', 'status: deprecated\n'));
  });

  test.each([
    [['fax', '--superseded-by', 'fax'], /cannot supersede itself/],
    [['mail', '--superseded-by', 'old'], /is superseded by mail: readers would go in circles/],
    [['fax', '--superseded-by', 'old'], /itself superseded: readers are sent to mail\n {4}kb show mail/],
    [['fax', '--superseded-by', 'post'], /is itself archived/],
    [['fax', '--superseded-by', 'nope'], /no card “nope”/],
    [['fax', '--restore', '--superseded-by', 'mail'], /cannot be used with/],
    [['fax', '-m', 'a\nb'], /one line/],
    [['nope'], /no card “nope”/],
  ])('%j is refused', async (args, message) => {
    const root = base();
    const { err, code } = await run(root, ...args, '--yes');
    expect([err, code]).toEqual([expect.stringMatching(message), 2]);
    expect(git(root, 'status', '--porcelain')).toBe('');
  });

  test.each(['gds', 'learn'])('writes into the map of kb in dialect %s', async (dialect) => {
    const root = base({ 'kb.config.yaml': `dialect: ${dialect}\n` });
    expect((await run(root, 'fax', '--yes', '--no-commit')).out).toMatch(/^– archived\t/);
    expect(read(root, 'cards/fax.md')).toContain('kb:\n  status: archived\n');
  });

  test.each([
    ['y\n', 0],
    ['\n', 1],
  ])('asks at a terminal: %j', async (answer, code) => {
    const root = base();
    const stdin = Object.assign(Readable.from([answer], { objectMode: false }), { isTTY: true });
    const io = Object.defineProperty(bufferIo(), 'stdin', { value: stdin });
    const world = { io: () => io, cwd: root, env, home: root, now: () => new Date('2026-11-21T12:00:00Z') };
    await main(['archive', 'fax'], world);
    expect(io.err).toContain('still links to cards/fax.md\narchive “Fax” and commit? [y/N] ');
    expect(io.exitCode).toBe(code);
    expect(read(root, 'cards/fax.md') === files['cards/fax.md']).toBe(code === 1);
    if (code === 1) expect([io.out, io.err]).toEqual(['', expect.stringContaining('nothing was changed\n')]);
  });

  test('shows what it would do', async () => {
    const root = base();
    const { out, err, code } = await run(root, 'fax', '--dry-run');
    expect(out).toContain('+status: archived\n');
    expect([err, code]).toEqual([expect.stringContaining('would archive 1 card\n'), 0]);
    expect(git(root, 'status', '--porcelain')).toBe('');
  });

  test('names the line of a card that it cannot edit', async () => {
    const root = base({ 'cards/fax.md': '---\ntitle: [\n---\n' });
    const { err, code } = await run(root, 'fax', 'mail', '--yes');
    expect([err, code]).toEqual([
      expect.stringMatching(/cards\/fax.md cannot be read: .*\n {4}kb lint cards\/fax.md/),
      2,
    ]);
    expect(git(root, 'status', '--porcelain')).toBe('');
  });
});
