/** The commits that changed a file: renames, merges, hostile commits and settings, and incomplete clones. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { lineageOf, type Lineage } from '../../src/repo/lineage.js';
import { changedFiles } from '../../src/repo/log.js';
import { commit, git, gitEnvironment, gitRepo, put, tempFolder } from './world.js';

const LINES = Array.from({ length: 20 }, (_, at) => `line ${at}\n`).join('');
const logOf = (root: string, file: string, limit?: number): Promise<Lineage> =>
  lineageOf(root, path.join(root, '.git'), file, limit);
const told = ({ revisions }: Lineage): string[] =>
  revisions.map(({ path: file, file: content }) => (content === null ? `${file} gone` : file));
const commitsOf = ({ revisions }: Lineage): string[] => revisions.map(({ commit }) => commit);

describe('the log of a file', () => {
  test('has each commit that changed it, with what it follows', async () => {
    const root = gitRepo({ 'cards/a.md': LINES, 'cards/b.md': 'b' });
    const first = git(root, 'rev-parse', 'HEAD');
    put(root, { 'cards/b.md': 'c' });
    commit(root);
    put(root, { 'cards/a.md': `${LINES}more\n` });
    const last = commit(root);
    const { revisions, why } = await logOf(root, 'cards/a.md');
    expect(why).toBeNull();
    expect(revisions.map(({ commit, parents }) => [commit, parents])).toEqual([
      [last, [first]],
      [first, []],
    ]);
    expect(revisions[0]).toMatchObject({
      author: { name: 'Ana', email: 'ana@example.com' },
      path: 'cards/a.md',
      file: { mode: '100644', blob: git(root, 'rev-parse', 'HEAD:cards/a.md') },
    });
    expect(Date.parse(revisions[0]?.time ?? '')).toBeGreaterThan(0);
    expect(await logOf(root, 'cards/none.md')).toEqual({ revisions: [], why: null });
  });

  test('follows renames, with and without an edit, also of a card that took the name of another', async () => {
    const root = gitRepo({ 'a.md': LINES, 'c.md': 'another story\n' });
    git(root, 'rm', '-q', 'c.md');
    commit(root);
    git(root, 'mv', 'a.md', 'b.md');
    commit(root);
    git(root, 'mv', 'b.md', 'c.md');
    put(root, { 'c.md': `${LINES}more\n` });
    commit(root);
    const log = await logOf(root, 'c.md');
    expect(told(log)).toEqual(['c.md', 'b.md', 'a.md']);
    expect(log.revisions.at(-1)?.parents).toEqual([]);
  });

  test('ends where a file was made anew so often that nobody made it so by hand', async () => {
    const root = gitRepo({ 'b.md': LINES });
    const steps = Array.from({ length: 120 }, (_, at) =>
      [
        `commit refs/heads/main\ncommitter Ana <ana@example.com> ${1_900_000_000 + at} +0000\ndata 1\nx`,
        ...(at === 0 ? ['from refs/heads/main^0'] : []),
        at % 2 === 0 ? `M 100644 inline a.md\ndata 2\n${at % 10}\n` : 'D a.md\n',
      ].join('\n'),
    );
    execFileSync('git', ['fast-import', '--quiet'], {
      cwd: root,
      env: gitEnvironment,
      input: steps.join('\n'),
    });
    const { revisions, why } = await logOf(root, 'a.md');
    expect(why).toBe('the file was moved or recreated more than 50 times');
    expect(revisions.length).toBeGreaterThan(90);
    expect(revisions.at(-1)?.parents).toBeNull();
  });

  test('knows that a file was taken away and came back', async () => {
    const root = gitRepo({ 'a.md': LINES });
    git(root, 'rm', '-q', 'a.md');
    commit(root);
    put(root, { 'a.md': 'quite another text\n' });
    commit(root);
    expect(told(await logOf(root, 'a.md'))).toEqual(['a.md', 'a.md gone', 'a.md']);
  });

  test('has a merge only where it differs from all its sides', async () => {
    const root = gitRepo({ 'a.md': LINES });
    git(root, 'checkout', '-q', '-b', 'side');
    put(root, { 'a.md': `${LINES}side\n` });
    const side = commit(root);
    git(root, 'checkout', '-q', 'main');
    put(root, { 'b.md': 'b' });
    commit(root);
    git(root, 'merge', '-q', '-m', 'one', 'side');
    expect(commitsOf(await logOf(root, 'a.md'))[0]).toBe(side);

    git(root, 'checkout', '-q', '-b', 'other', 'side');
    put(root, { 'a.md': `top\n${LINES}side\n` });
    const other = commit(root);
    git(root, 'checkout', '-q', 'main');
    put(root, { 'a.md': `${LINES}side\nend\n` });
    const main = commit(root);
    git(root, 'merge', '-q', '-m', 'two', 'other');
    const { revisions } = await logOf(root, 'a.md');
    expect(revisions[0]?.parents?.toSorted()).toEqual([main, other].toSorted());
    expect(revisions[0]?.file?.blob).toBe(git(root, 'rev-parse', 'HEAD:a.md'));
    expect(revisions).toHaveLength(5);
  });

  test('may stop, and says so', async () => {
    const root = gitRepo({ 'a.md': '0' });
    for (const text of ['1', '2', '3']) {
      put(root, { 'a.md': text });
      commit(root);
    }
    const { revisions, why } = await logOf(root, 'a.md', 2);
    expect(revisions.map(({ parents }) => parents?.length ?? null)).toEqual([1, null]);
    expect(why).toBe('only the last 2 versions were read');
    expect((await logOf(root, 'a.md', 4)).why).toBeNull();
    git(root, 'mv', 'a.md', 'b.md');
    commit(root);
    expect(await logOf(root, 'b.md', 1)).toMatchObject({ why: 'only the last 1 versions were read' });
  });

  test.each([
    '--output=x.md',
    ':(glob)*.md',
    'a\nb\tc.md',
    'a"’$(id).md',
    '\u001b[2J.md',
    'תיק/א.md',
    '*.md',
    ' .md',
  ])('takes the name %j for a name', async (name) => {
    const root = gitRepo({ [name]: LINES, 'other.md': 'x' });
    git(root, 'mv', '--', name, 'moved.md');
    commit(root);
    git(root, 'mv', '--', 'moved.md', name);
    put(root, { [name]: `${LINES}y`, 'other.md': 'y' });
    commit(root);
    expect(told(await logOf(root, name))).toEqual([name, 'moved.md', name]);
  });
});

describe('what a repository can plant', () => {
  /** Adds a commit of any bytes on top of HEAD; `rest` begins with its author. */
  function forge(root: string, rest: string): void {
    const tree = git(root, 'write-tree');
    const body = `tree ${tree}\nparent ${git(root, 'rev-parse', 'HEAD')}\n${rest}`;
    const options = { cwd: root, env: gitEnvironment, input: body, encoding: 'utf8' as const };
    const id = execFileSync('git', ['hash-object', '-t', 'commit', '-w', '--stdin', '--literally'], options);
    git(root, 'update-ref', 'HEAD', id.trim());
  }

  test.each([
    [
      'separators',
      'author A\u001f\u001eB <a\u001f@b> 1700000000 +0000\ncommitter C <c@d> 1700000000 +0000\n\n:x\n',
    ],
    [
      'colons',
      'author :100644 :1 <:> 1700000000 +0000\ncommitter C <c@d> 1700000000 +0000\n\n\n:100644 100644 M\n',
    ],
    ['no name', 'author  <> 1700000000 +0000\ncommitter  <> 1700000000 +0000\n\nx'],
    ['no author', 'committer C <c@d> 1700000000 +0000\n\nx'],
    ['no date', 'author A <a@b> soon\ncommitter C <c@d> soon\n\nx'],
    ['far off', 'author A <a@b> 99999999999999999999 +9999\ncommitter C <c@d> 99999999999999 -9999\n\nx'],
    [
      'an id',
      `author ${'a'.repeat(40)} <${'b'.repeat(40)}> 1 +0000\ncommitter C <c@d> 1 +0000\n\n${'c'.repeat(40)}\n`,
    ],
    ['an encoding', 'author A <a@b> 1 +0000\ncommitter C <c@d> 1 +0000\nencoding UTF-16\n\nx'],
    ['controls', 'author \u001b[2J\u202e <\u0007> 1 +0000\ncommitter C <c@d> 1 +0000\n\nx\u0001'],
  ])('%s in a commit confuse nothing', async (_, rest) => {
    const root = gitRepo({ 'a.md': LINES });
    const first = git(root, 'rev-parse', 'HEAD');
    put(root, { 'a.md': `${LINES}2` });
    git(root, 'add', 'a.md');
    forge(root, rest);
    const forged = git(root, 'rev-parse', 'HEAD');
    put(root, { 'a.md': `${LINES}3` });
    const last = commit(root);
    const log = await logOf(root, 'a.md');
    expect(log.why).toBeNull();
    expect(log.revisions.map(({ commit, path: file, parents }) => [commit, file, parents])).toEqual([
      [last, 'a.md', [forged]],
      [forged, 'a.md', [first]],
      [first, 'a.md', []],
    ]);
    expect(log.revisions.every(({ file }) => file !== null)).toBe(true);
  });

  test('settings change nothing', async () => {
    const root = gitRepo({ 'a.md': LINES });
    git(root, 'mv', 'a.md', 'b.md');
    commit(root);
    const before = await logOf(root, 'b.md');
    put(root, {
      '.mailmap': 'Eve <eve@example.com> <ana@example.com>\n',
      '.git/info/attributes': '*.md diff=x\n',
    });
    const settings = {
      'log.follow': 'true',
      'log.showRoot': 'false',
      'log.mailmap': 'true',
      'log.date': 'human',
      'log.showSignature': 'true',
      'log.decorate': 'full',
      'log.abbrevCommit': 'true',
      'format.pretty': 'oneline',
      'diff.renames': 'copies',
      'diff.orderFile': '/nonexistent',
      'diff.relative': 'true',
      'diff.noprefix': 'true',
      'diff.x.textconv': 'false',
      'core.quotePath': 'true',
      'core.abbrev': '5',
      'color.ui': 'always',
      'i18n.logOutputEncoding': 'UTF-16',
    };
    for (const [name, value] of Object.entries(settings)) git(root, 'config', name, value);
    expect(told(before)).toEqual(['b.md', 'a.md']);
    expect(await logOf(root, 'b.md')).toEqual(before);
  });
});

describe('a clone that lacks a part', () => {
  function origin(): string {
    const root = gitRepo({ 'a.md': LINES });
    put(root, { 'a.md': `${LINES}2` });
    commit(root);
    git(root, 'mv', 'a.md', 'b.md');
    put(root, { 'b.md': `${LINES}3` });
    commit(root);
    git(root, 'config', 'uploadpack.allowFilter', 'true');
    return root;
  }
  function clone(...options: string[]): string {
    const root = path.join(tempFolder(), 'clone');
    git(path.dirname(root), 'clone', '-q', ...options, `file://${origin()}`, root);
    return root;
  }

  test('as a shallow one, says where it ends, and does not call that the beginning', async () => {
    const { revisions, why } = await logOf(clone('--depth', '2'), 'b.md');
    expect([revisions.map(({ path: file, parents }) => [file, parents?.length ?? null]), why]).toEqual([
      [
        ['b.md', 1],
        ['a.md', null],
      ],
      'this clone is shallow',
    ]);
  });

  test('as a shallow one, has all of a file that began later', async () => {
    const root = clone('--depth', '1');
    put(root, { 'new.md': 'n' });
    commit(root);
    expect(await logOf(root, 'new.md')).toMatchObject({ why: null, revisions: [{ parents: [] }] });
  });

  test('as a partial one, fetches nothing', async () => {
    const root = clone('--filter=blob:none');
    const missing = (): number =>
      git(root, 'rev-list', '--objects', '--all', '--missing=print').split('\n?').length;
    const before = missing();
    const { revisions, why } = await logOf(root, 'b.md');
    expect(revisions[0]?.path).toBe('b.md');
    // Without its text, git cannot tell whether a file was moved and edited.
    if (revisions.length === 1) expect(why).toContain('partial clone');
    expect(missing()).toBe(before);
  });

  test('or is none, says why', async () => {
    const root = gitRepo();
    writeFileSync(
      path.join(root, '.git/objects', git(root, 'rev-parse', 'HEAD').replace(/^../, '$&/')),
      'torn',
      {
        flag: 'w',
      },
    );
    expect((await logOf(root, 'cards/a.md')).why).not.toBeNull();
  });
});

test('files that differ between two commits', async () => {
  const root = gitRepo({ 'a.md': 'a', 'b\nc.md': 'b', 'd.md': 'd' });
  const from = git(root, 'rev-parse', 'HEAD');
  put(root, { 'a.md': '2', 'e.md': 'd' });
  git(root, 'rm', '-q', 'd.md', 'b\nc.md');
  const to = commit(root);
  expect(await changedFiles(root, from, to)).toEqual([
    { path: 'a.md', status: 'M' },
    { path: 'b\nc.md', status: 'D' },
    { path: 'd.md', status: 'D' },
    { path: 'e.md', status: 'A' },
  ]);
  expect(await changedFiles(root, 'f'.repeat(40), to)).toBeNull();
});
