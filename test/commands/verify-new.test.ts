/** A new card is committed when it is verified, because the verification covers all of its text; other cards are not. */
import { renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { kb } from '../memory-io.js';
import { committed, hook, isThere, named, read, repository, USER } from '../repo/committing.js';
import { git, put, tempFolder } from '../repo/world.js';

const NEW = 'cards/new.md';
const OLD = 'cards/old.md';
const LONG = Array.from({ length: 60 }, (_, at) => `word${at} and${at}`).join(' ');
const cardText = (title: string, body = 'Within 14 days.'): string =>
  `---\ntitle: ${title}\nowner: ana@example.com\nverify-every: 90d\n---\n\n${body}\n`;

const run = (root: string, ...args: string[]) => kb(args, { cwd: root, env: USER });
const verify = (root: string, id = 'new', ...more: string[]) =>
  run(root, 'verify', id, '--note', 'read', ...more);
const status = (root: string): string => git(root, 'status', '--porcelain');

/** A base with an old card, and a new one that git does not know. */
function base(): string {
  const root = repository({ 'kb.config.yaml': '', [OLD]: cardText('Old', LONG) });
  put(root, { [NEW]: cardText('New') });
  return root;
}

/** Expects that nothing is written, staged or committed. Returns the error. */
async function refused(root: string, act: () => ReturnType<typeof verify>, file = NEW): Promise<string> {
  const state = (): unknown => [read(root, file), git(root, 'ls-files', '-s'), git(root, 'log', '--all')];
  const before = state();
  const { err, code } = await act();
  expect([code, state()]).toEqual([2, before]);
  return err;
}

describe('is committed whole', () => {
  test.each<[string, (root: string) => void]>([
    ['a card that git does not know', () => undefined],
    ['one that is staged', (root) => git(root, 'add', NEW)],
    ['one that git shall add some day', (root) => git(root, 'add', '-N', NEW)],
    [
      'one whose record a run that was killed has written beside what is staged',
      (root) => {
        git(root, 'add', NEW);
        put(root, {
          [NEW]: cardText('New').replace(
            '---\n\n',
            'flags:\n  - {on: 2026-11-20, by: a@x.org, note: x}\n---\n\n',
          ),
        });
      },
    ],
    [
      'one beside another that is gone',
      (root) => {
        rmSync(path.join(root, OLD));
      },
    ],
    ['one beside a name that is staged', (root) => git(root, 'mv', OLD, 'cards/other.md')],
  ])('%s', async (_, make) => {
    const root = base();
    put(root, { 'notes.txt': 'staged' });
    git(root, 'add', 'notes.txt');
    make(root);
    const { err, code } = await verify(root);
    expect([err, code]).toEqual([
      expect.stringMatching(
        /^1 card verified by ana@example.com, commit [0-9a-f]{7}\nnew in git: cards\/new.md\n/,
      ),
      0,
    ]);
    expect(committed(root)).toEqual([NEW]);
    expect(git(root, 'show', `HEAD:${NEW}`)).toContain('Within 14 days.');
    expect(status(root)).toContain('A  notes.txt');
    expect(status(root)).not.toContain(NEW);
  });

  test('the first commit of a repository', async () => {
    const root = tempFolder();
    git(root, 'init', '-q');
    named(root);
    put(root, { 'kb.config.yaml': '', [NEW]: cardText('New'), [OLD]: cardText('Old') });
    expect((await verify(root)).err).toContain('\nnew in git: cards/new.md\n');
    expect(committed(root)).toEqual([NEW]);
  });

  test('several, with one that was edited on the way', async () => {
    const root = base();
    put(root, { 'cards/two.md': cardText('Two') });
    const env = { ...USER, EDITOR: 'sed -i s/14/30/' };
    const { err, code } = await kb(['verify', 'new', 'two', '--edit', '--note', 'x'], { cwd: root, env });
    expect([err, code]).toEqual([expect.stringContaining('\nnew in git: cards/new.md and 1 more\n'), 0]);
    expect([committed(root), status(root)]).toEqual([[NEW, 'cards/two.md'], '']);
    expect(git(root, 'show', `HEAD:${NEW}`)).toContain('Within 30 days.');
  });

  test('by kb edit --verify', async () => {
    const root = base();
    const env = { ...USER, EDITOR: 'sed -i s/14/30/' };
    const { err, code } = await kb(['edit', 'new', '--verify', '--note', 'x'], { cwd: root, env });
    expect([err, code]).toEqual([expect.stringContaining('new in git: cards/new.md'), 0]);
    expect(committed(root)).toEqual([NEW]);
  });

  test('not where a hook says no: it is as new as before', async () => {
    const root = base();
    hook(root, 'pre-commit', 'exit 1');
    await refused(root, () => verify(root));
    expect(status(root)).toBe(`?? ${NEW}`);
  });
});

describe('is refused', () => {
  test('what is staged is another text', async () => {
    const root = base();
    git(root, 'add', NEW);
    put(root, { [NEW]: cardText('New', 'Within 30 days.') });
    expect(await refused(root, () => verify(root))).toContain('not committed yet: cards/new.md\n');
  });

  test('a card with template text left to replace, finished or a draft', async () => {
    for (const status of ['', 'status: draft\n']) {
      const root = base();
      const unwritten = cardText('New', '## Cause\n\n<!-- kb-write: what makes it happen -->');
      put(root, { [NEW]: unwritten.replace('owner:', `${status}owner:`) });
      const line = status === '' ? 9 : 10;
      const err = await refused(root, () => verify(root));
      expect(err).toBe(`kb: ${NEW} still has template text to replace, at line ${line}\n    kb edit new\n`);
    }
  });

  test('a card that is staged to go', async () => {
    const root = base();
    git(root, 'rm', '-q', '--cached', OLD);
    expect(await refused(root, () => verify(root, 'old'), OLD)).toContain(
      'not committed yet: cards/old.md\n',
    );
  });

  test.each<[string, (root: string) => void]>([
    [
      'by mv',
      (root) => {
        renameSync(path.join(root, OLD), path.join(root, 'cards/moved.md'));
      },
    ],
    ['by git mv', (root) => git(root, 'mv', OLD, 'cards/moved.md')],
    [
      'by mv, and edited',
      (root) => {
        rmSync(path.join(root, OLD));
        put(root, { 'cards/moved.md': cardText('Moved', `${LONG} and more`) });
      },
    ],
  ])('a card that was moved %s', async (_, move) => {
    const root = base();
    move(root);
    const err = await refused(root, () => verify(root, 'moved'), 'cards/moved.md');
    expect(err).toContain(
      'kb: cards/moved.md is cards/old.md under a new name, and git has only the old one\n' +
        '    git status; git add -- cards/moved.md && git commit -- cards/old.md cards/moved.md\n' +
        '    --include-edits also commits it\n',
    );
    // Following the hint solves it.
    git(root, 'add', '--', 'cards/moved.md');
    git(root, 'commit', '-qm', 'moved', '--', OLD, 'cards/moved.md');
    expect((await verify(root, 'moved')).code).toBe(0);
    expect(status(root)).toBe(`?? ${NEW}`);
  });

  test('where a whole base is being moved', async () => {
    const names = Array.from(
      { length: 501 },
      (_, at) => [`cards/many/${at}.md`, cardText(`Card ${at}`)] as const,
    );
    const root = repository({ 'kb.config.yaml': '', ...Object.fromEntries(names) });
    put(root, { [NEW]: cardText('New') });
    rmSync(path.join(root, 'cards/many'), { recursive: true });
    expect(await refused(root, () => verify(root))).toContain(
      'one of the more than 500 cards that are gone\n',
    );
    expect((await verify(root, 'new', '--include-edits')).code).toBe(0);
  });

  test('a card in conflict', async () => {
    const root = base();
    git(root, 'switch', '-qc', 'side');
    git(root, 'add', NEW);
    git(root, 'commit', '-qm', 'one');
    git(root, 'switch', '-q', '-');
    put(root, { [NEW]: cardText('New', 'Within 30 days.') });
    git(root, 'add', NEW);
    git(root, 'commit', '-qm', 'other');
    expect(() => git(root, 'merge', '-q', 'side')).toThrow();
    rmSync(path.join(root, '.git/MERGE_HEAD'));
    put(root, { [NEW]: cardText('New') });
    expect(await refused(root, () => verify(root))).toContain('cards/new.md is in conflict\n');
  });

  test('a card outside of what is checked out', async () => {
    const root = base();
    git(root, 'sparse-checkout', 'set', 'docs');
    expect(isThere(root, OLD)).toBe(false);
    expect(await refused(root, () => verify(root))).toContain('sparse');
  });

  test('another answer: nobody stands for the text', async () => {
    const root = base();
    for (const args of [
      ['verify', 'new', '--archive'],
      ['verify', 'new', '--reassign', 'ben@example.com'],
      ['archive', 'new', '--yes'],
      ['flag', 'new', '-m', 'wrong'],
    ]) {
      expect(await refused(root, () => run(root, ...args))).toContain('not committed yet: cards/new.md\n');
    }
  });
});
