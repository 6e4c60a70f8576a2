import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli.js';
import { bufferIo, kb } from '../memory-io.js';
import { git, gitRepo, put, tempFolder } from '../repo/world.js';

const card = (owner: string, more = ''): string =>
  `---\ntitle: T\n${owner}\nverify-by: 2027-01-01\n${more}---\nText\n`;
const files = {
  'kb.config.yaml':
    'people:\n  ana: {login: "@ana", emails: [ana@acme.com]}\n  ben: {login: "@ben"}\ndefaults:\n  owner: "@ana"\n',
  'cards/a.md': card('owner: "@ana" # lead', 'tags: [refunds]\n'),
  'cards/b.md': card('owner: ["@ben", ana]'),
  'cards/c.md': card('owner: "@acme/ops"\r', 'verifiers:\n- ana@acme.com\n'),
  'cards/d/_kb.yaml': 'owner: "@ana"\n',
  'cards/d/d.md': card('tags: [refunds]'),
  'cards/e.md': card('kind: faq'),
  CODEOWNERS: '/cards/e.md @ana\n',
};
const env = { PATH: process.env['PATH'], HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1' };

function base(): string {
  const root = gitRepo(files);
  git(root, 'config', 'user.name', 'Zoe');
  git(root, 'config', 'user.email', 'zoe@acme.com');
  return root;
}

const read = (root: string, file: string): string => readFileSync(path.join(root, file), 'utf8');
const run = (cwd: string, ...args: string[]) => kb(args, { cwd, env });

describe('kb owners', () => {
  test('counts a person once, by any name', async () => {
    const { out, code } = await run(base(), 'owners', '-o', 'ana@acme.com');
    expect([out, code]).toEqual(['@ana\t4\t0\t0\t0\t0%\t\n', 0]);
  });

  test('says in a terminal what the numbers are', async () => {
    const { out } = await kb(['owners', '--today', '2027-02-01'], {
      cwd: base(),
      env,
      terminal: true,
      columns: 100,
    });
    expect(out.split('\n').slice(0, 2)).toEqual([
      'owner      cards  stale  % stale',
      '@ana           4      4     100%',
    ]);
  });

  test('counts what it shows', async () => {
    const root = base();
    put(root, {
      'cards/f.md': card('owner: ["@ana", "@carol"]'),
      'kb.config.yaml': 'people:\n  ana: {login: "@ana"}\n',
      CODEOWNERS: '',
    });
    const all = await run(root, 'owners');
    expect(all.out).toContain('@carol\t1\t0\t0\t0\t0%\tunknown\n');
    expect(all.err).toBe('4 owners, 2 unknown, 6 cards, 1 without owner: kb owners check\n');
    expect((await run(root, 'owners', '-o', 'ana')).err).toBe('1 owner, 4 cards\n');
    expect((await run(root, 'owners', '-o', 'ana', '-o', 'carol')).err).toBe(
      '2 owners, 1 unknown, 4 cards: kb owners check\n',
    );
    expect((await run(root, 'owners', '-o', 'ana', '-t', 'refunds')).err).toBe('1 owner, 2 cards\n');
    const { out } = await run(root, 'owners', '-o', 'ana', '--json');
    expect(JSON.parse(out)).toMatchObject({ owners: [{ owner: '@ana' }], withoutOwner: [], orphans: [] });
  });

  test.each([
    [['-o', 'nobody'], 'no card here is owned by “nobody”\n'],
    [
      ['-o', '@anna', '-o', 'x'],
      'no card here is owned by “@anna”; did you mean @ana?\nno card here is owned by “x”\n',
    ],
    [['-t', 'none'], '0 owners, 0 cards\n'],
  ])('%j finds nobody, and says so', async (args, message) => {
    expect(await run(base(), 'owners', ...args)).toEqual({ out: '', err: message, code: 1 });
  });

  test('counts only cards with a tag', async () => {
    const { out } = await run(base(), 'owners', '-t', 'refunds', '--json');
    expect(JSON.parse(out)).toMatchObject({
      owners: [{ owner: '@ana', cards: 2 }],
      withoutOwner: [],
      orphans: [],
    });
  });

  test('knows its subcommands, and what was meant', async () => {
    const { err, code } = await run(base(), 'owners', 'transfr');
    expect([err, code]).toEqual([
      'kb: kb owners knows check and transfer; found “transfr”\n    did you mean kb owners transfer?\n',
      2,
    ]);
    expect((await run(base(), 'owners', 'check', '-o', '@ana')).err).toContain(
      'kb owners check takes no --owner',
    );
    const help = await run(base(), 'owners', 'transfer', '--help');
    expect(help.out).toContain('Usage: kb owners transfer [options] <old> <new>');
    expect(help.out).not.toContain('--owner');
    expect((await run(base(), 'owners', 'transfer', '@ana')).err).toContain('kb owners transfer --help');
  });
});

describe('kb owners check', () => {
  test('finds who is gone', async () => {
    const root = base();
    expect(await run(root, 'owners', 'check')).toMatchObject({ out: '', code: 0 });
    put(root, { 'cards/z.md': card('owner: "@anna"') });
    const { out, err, code } = await run(root, 'owners', 'check');
    expect([out, code]).toEqual(['unknown owner\t@anna\tcards/z.md\tdid you mean @ana?\n', 1]);
    expect(err).toContain('kb owners transfer OLD NEW');
    expect((await run(root, 'owners', 'check', '-t', 'refunds')).code).toBe(0);
    expect(JSON.parse((await run(root, 'owners', 'check', '--json')).out)).toMatchObject({
      schemaVersion: 1,
      findings: [{ about: 'unknown-owner', owner: '@anna', nearest: '@ana', cards: ['cards/z.md'] }],
    });
  });
});

describe('kb owners transfer', () => {
  test('shows what would change, and changes nothing', async () => {
    const root = base();
    const { out, err, code } = await run(root, 'owners', 'transfer', 'ana', '@ben', '--dry-run');
    expect(out).toContain('-owner: "@ana" # lead\n+owner: "@ben" # lead\n');
    expect(out).toContain('-owner: ["@ben", ana]\n+owner: ["@ben"]\n');
    expect([out.match(/^\+/gm)?.length, code]).toEqual([4, 0]);
    expect(err).toBe(
      [
        'change by hand: CODEOWNERS names ana for 1 card',
        'change by hand: defaults.owner in kb.config.yaml names ana',
        'change by hand: people.ana stays in kb.config.yaml',
        '4 files would change\n',
      ].join('\n'),
    );
    expect(git(root, 'status', '--porcelain')).toBe('');
  });

  test('changes the names and nothing else, in one commit', async () => {
    const root = base();
    const { out, err, code } = await run(root, 'owners', 'transfer', 'ana', '@ben', '--yes');
    expect([out, code]).toEqual(['cards/a.md\ncards/b.md\ncards/c.md\ncards/d/_kb.yaml\n', 0]);
    expect(err).toContain(`4 files changed, commit ${git(root, 'rev-parse', '--short=7', 'HEAD')}`);
    expect(git(root, 'log', '-1', '--format=%an %s')).toBe('Zoe Transfer ownership from ana to @ben');
    expect(read(root, 'cards/c.md')).toBe(files['cards/c.md'].replace('ana@acme.com', '"@ben"'));
    expect(git(root, 'status', '--porcelain')).toBe('');
    expect((await run(root, 'owners', 'transfer', 'ana', '@ben', '--yes')).code).toBe(1);
  });

  test('counts the cards that a default of the config gives to the old owner', async () => {
    const root = base();
    put(root, { 'cards/f.md': card('kind: faq') });
    expect((await run(root, 'owners', 'transfer', '@ana', '@ben', '--dry-run')).err).toContain(
      'by hand: defaults.owner in kb.config.yaml names @ana for 1 card\n',
    );
  });

  test('tells when the part of CODEOWNERS was in order, and is no more', async () => {
    const root = base();
    const hint = 'is out of date now: kb codeowners --write\n';
    const move = async (from: string, to: string) =>
      (await run(root, 'owners', 'transfer', from, to, '--yes', '--no-commit')).err;
    expect(await move('@acme/ops', '@acme/a')).not.toContain(hint);
    await run(root, 'codeowners', '--write');
    expect(await move('@acme/a', '@acme/b')).toContain(hint);
    expect(await move('@acme/b', '@acme/c')).not.toContain(hint);
    await run(root, 'codeowners', '--write');
    put(root, { 'cards/a.md': card(''), 'cards/b.md': card(''), 'cards/c.md': card('verifiers: ["@zoe"]') });
    expect(await move('@zoe', '@ben')).not.toContain(hint);
    await run(root, 'codeowners', '--write');
    expect(await move('ana', '@zoe')).toContain(hint);
    expect(read(root, 'cards/d/_kb.yaml')).toBe('owner: "@zoe"\n');
  });

  test('with a tag leaves the defaults of folders, and names them', async () => {
    const root = base();
    const { out, err } = await run(root, 'owners', 'transfer', 'ana', '@ben', '--tag', 'Refunds', '--yes');
    expect(out).toBe('cards/a.md\n');
    expect(err).toContain('by hand: cards/d/_kb.yaml also names ana for cards without the tag\n');
    expect(err).not.toContain('kb.config.yaml');
  });

  test('can be told not to commit, and need not be in git', async () => {
    const root = base();
    expect((await run(root, 'owners', 'transfer', 'ana', '@ben', '--yes', '--no-commit')).err).toContain(
      'nothing committed\n',
    );
    expect(git(root, 'status', '--porcelain').split('\n')).toHaveLength(4);
    const plain = tempFolder();
    put(plain, files);
    const { err, code } = await run(plain, 'owners', 'transfer', 'ana', '@ben', '--yes');
    expect([err, code]).toEqual([
      expect.stringContaining('nothing committed: this is not a git repository'),
      0,
    ]);
  });

  test.each([
    [['@ana', '@ben'], /no terminal to ask on/],
    [['@ana', 'ana@acme.com', '--yes'], /are the same owner/],
    [['@ana', 'b, c', '--yes'], /expected an owner: a login/],
    [['@ana', '@x\u001b[31m', '--yes'], /expected an owner: a login/],
  ])('%j is refused', async (args, message) => {
    const root = base();
    const { err, code } = await run(root, 'owners', 'transfer', ...args);
    expect([err, code]).toEqual([expect.stringMatching(message), 2]);
    expect(git(root, 'status', '--porcelain')).toBe('');
  });

  test('does not touch cards with edits of their own', async () => {
    const root = base();
    put(root, { 'cards/a.md': `${files['cards/a.md']}More\n` });
    const { err, code } = await run(root, 'owners', 'transfer', 'ana', '@ben', '--yes');
    expect([err, code]).toEqual([expect.stringContaining('not committed yet: cards/a.md'), 2]);
    expect(read(root, 'cards/b.md')).toBe(files['cards/b.md']);
  });

  test.each([
    ['y\n', 0],
    ['YES\n', 0],
    ['\n', 1],
    ['', 1],
    ['no\n', 1],
  ])('asks at a terminal: %j', async (answer, code) => {
    const root = base();
    const stdin = Object.assign(Readable.from([answer], { objectMode: false }), { isTTY: true });
    const io = Object.defineProperty(bufferIo(), 'stdin', { value: stdin });
    const world = { io: () => io, cwd: root, env, home: root, now: () => new Date('2026-11-21T12:00:00Z') };
    await main(['owners', 'transfer', 'ana', '@ben'], world);
    expect(io.err).toContain('change 4 files and commit? [y/N] ');
    expect(io.exitCode).toBe(code);
    expect(git(root, 'log', '--format=%s').split('\n')).toHaveLength(code === 0 ? 2 : 1);
  });

  test('answers in JSON', async () => {
    const { out } = await run(base(), 'owners', 'transfer', 'ana', '@ben', '--dry-run', '--json');
    expect(JSON.parse(out)).toMatchObject({
      from: 'ana',
      to: '@ben',
      done: false,
      commit: null,
      files: [
        { path: 'cards/a.md', edits: [{ line: 3, column: 8, before: '"@ana"', after: '"@ben"' }] },
        {},
        {},
        {},
      ],
      byHand: [
        { file: 'CODEOWNERS', why: 'CODEOWNERS names ana for 1 card' },
        { file: 'kb.config.yaml', why: 'defaults.owner in kb.config.yaml names ana' },
        { file: 'kb.config.yaml', why: 'people.ana stays in kb.config.yaml' },
      ],
    });
  });
});

describe('kb codeowners', () => {
  test('prints, writes once, and tells when it is out of date', async () => {
    const root = base();
    const part = (await run(root, 'codeowners')).out;
    expect(part.split('\n').slice(1, -2)).toEqual([
      '/cards/a.md @ana',
      '/cards/b.md @ben @ana',
      '/cards/c.md @acme/ops',
      '/cards/d/d.md @ana',
    ]);
    expect((await run(root, 'codeowners', '--check')).code).toBe(1);
    expect((await run(root, 'codeowners', '--write')).code).toBe(0);
    expect(read(root, 'CODEOWNERS')).toBe(`${files.CODEOWNERS}${part}`);
    expect((await run(root, 'codeowners', '--check')).code).toBe(0);
    expect((await run(root, 'owners', 'check')).out).toBe('');
    await run(root, 'owners', 'transfer', '@acme/ops', '@acme/help', '--yes');
    expect((await run(root, 'codeowners', '--check', '--json')).out).toContain('"upToDate": false');
  });

  test('makes a file for a base in a folder of the repository, with paths from its root', async () => {
    const root = gitRepo({ 'docs/kb.config.yaml': '', 'docs/cards/a b.md': card('owner: ["@ana", "#ops"]') });
    const { err, code } = await run(path.join(root, 'docs'), 'codeowners', '--write');
    expect(code).toBe(0);
    expect(err).toContain('left out: cards/a b.md: no review can be requested from #ops\n');
    expect(read(root, '.github/CODEOWNERS')).toContain('\n/docs/cards/a\\ b.md @ana\n');
  });

  test('writes nothing over broken markers or bytes that are no text', async () => {
    const root = base();
    put(root, { CODEOWNERS: '# kb: begin\n' });
    expect(await run(root, 'codeowners', '--write')).toMatchObject({
      code: 2,
      err: expect.stringContaining('# kb: end') as string,
    });
    put(root, { CODEOWNERS: new Uint8Array([0x23, 0xff, 0x0a]) });
    expect(await run(root, 'codeowners', '--write')).toMatchObject({
      code: 2,
      err: expect.stringContaining('not UTF-8') as string,
    });
  });
});
