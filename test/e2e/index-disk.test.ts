/** A full or read-only disk, and an index that belongs to another user: every search answers anyway. */
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { gitRepo } from '../repo/world.js';
import { kb, type Hit } from './built.js';

const isRoot = process.getuid?.() === 0;
const KINDS = process.env['KB_SOAK'] ? ['index', 'base', 'cards', 'delta'] : ['index', 'base'];
/** Free KiB; an index takes 40. */
const ROOMS = process.env['KB_SOAK'] ? [0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 56, 64] : [12, 24];
/** Root may do anything, so as root kb runs as the user nobody. */
const NOBODY = isRoot ? { uid: 65_534 } : {};

const card = (n: number, word = 'first'): string =>
  `---\ntitle: Card ${n}\n---\nmark ${word} ${Array.from({ length: 50 }, (_, at) => `word${n * at}`).join(' ')}\n`;

/** Cards that belong to the user kb runs as. */
function base(): string {
  const root = gitRepo(Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`cards/c${n}.md`, card(n)])));
  own(root);
  return root;
}

function own(root: string): void {
  if (isRoot) execFileSync('chown', ['-R', '65534:65534', root]);
}

/** Searches, edits, and searches again: exit code 0, and the right answer each time. */
async function expectAnswers(root: string): Promise<void> {
  for (const [word, cards] of [
    ['first', 19],
    ['second', 1],
    ['second', 1],
  ] as const) {
    writeFileSync(path.join(root, 'cards/c3.md'), card(3, 'second'));
    const { code, stdout, stderr } = await kb(
      root,
      ['search', '--json', '-n', '0', `+mark +${word}`],
      NOBODY,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect((JSON.parse(stdout) as { hits: Hit[] }).hits.length, word).toBe(cards);
  }
}

/** Makes an index with a delta, and returns its folder. */
async function indexed(root: string): Promise<string> {
  const kept = path.join(root, '.git/kb');
  writeFileSync(path.join(root, 'cards/c3.md'), card(3));
  await kb(root, ['index', '--rebuild'], NOBODY);
  writeFileSync(path.join(root, 'cards/c3.md'), card(3, 'other'));
  await kb(root, ['index'], NOBODY);
  expect(readdirSync(kept).map((name) => name.split('.')[0])).toEqual(['base', 'cards', 'delta', 'index']);
  return kept;
}

function namedLike(kept: string, kind: string): string {
  return path.join(kept, readdirSync(kept).find((name) => name.startsWith(kind)) ?? '');
}

/** Restricts the rights on a folder until the test is finished. */
function closed(folder: string, mode = 0o555): void {
  chmodSync(folder, mode);
  onTestFinished(() => {
    chmodSync(folder, 0o755);
  });
}

/** Whether other users may read this folder: a clone in a home folder may be closed to them. */
function isOpen(folder: string): boolean {
  const parent = path.dirname(folder);
  return (statSync(folder).mode & 0o5) === 0o5 && (parent === folder || isOpen(parent));
}

// No folder is closed to root, so kb runs as another user, who must be able to read its code.
describe.skipIf(isRoot && !isOpen(import.meta.dirname))('a search answers', () => {
  test('where .git is read-only', async () => {
    const root = base();
    closed(path.join(root, '.git'));
    await expectAnswers(root);
    expect(readdirSync(path.join(root, '.git'))).not.toContain('kb');
  });

  test.each([0o555, 0o000])('where .git/kb is closed (%o), with an old index or without', async (mode) => {
    for (const isOld of mode === 0 ? [true] : [true, false]) {
      const root = base();
      if (isOld) await indexed(root);
      else {
        mkdirSync(path.join(root, '.git/kb'));
        own(root);
      }
      closed(path.join(root, '.git/kb'), mode);
      await expectAnswers(root);
    }
  });

  test('where a file of the index is closed', async () => {
    const root = base();
    for (const kind of KINDS) {
      chmodSync(namedLike(await indexed(root), kind), 0);
      await expectAnswers(root);
      rmSync(path.join(root, '.git/kb'), { recursive: true });
    }
  });

  test('where the index, or its folder, is of another user', async () => {
    if (!isRoot) return;
    const root = base();
    for (const kind of KINDS) {
      const file = namedLike(await indexed(root), kind);
      chmodSync(file, 0o666);
      chownSync(file, 1, 1);
      await expectAnswers(root);
      rmSync(path.join(root, '.git/kb'), { recursive: true });
    }
    const kept = await indexed(root);
    chmodSync(kept, 0o777);
    chownSync(kept, 1, 1);
    const before = readdirSync(kept).join();
    await expectAnswers(root);
    expect(readdirSync(kept).join()).toBe(before);
  });

  test('where the disk is full', async () => {
    if (!isRoot) return;
    const root = base();
    const kept = path.join(root, '.git/kb');
    mkdirSync(kept);
    const mounted = mount(kept, 96);
    if (!mounted) return;
    for (const room of ROOMS) {
      rmSync(path.join(kept, 'ballast'), { force: true });
      for (const name of readdirSync(kept)) rmSync(path.join(kept, name));
      writeFileSync(path.join(kept, 'ballast'), Buffer.alloc((96 - room) * 1024));
      writeFileSync(path.join(root, 'cards/c3.md'), card(3));
      await expectAnswers(root);
      const left = readdirSync(kept).filter((name) => name !== 'ballast');
      // Either a complete index, or no file of one.
      if (!left.includes('index')) expect(left).toEqual([]);
    }
  });
});

/** Mounts a small disk at a folder. Returns false if that is not possible. */
function mount(folder: string, kibibytes: number): boolean {
  try {
    execFileSync(
      'mount',
      ['-t', 'tmpfs', '-o', `size=${kibibytes}k,uid=65534,gid=65534,mode=700`, 'none', folder],
      { stdio: 'pipe' },
    );
  } catch {
    return false;
  }
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder]);
  });
  return true;
}
