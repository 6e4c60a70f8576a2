/** Whatever happens to a work tree, the built kb answers from the cards as they are, and reindexes only changed ones. */
import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { git, gitRepo, put, tempFolder } from '../repo/world.js';
import { hitsOf, kb, scoresOf, scoresOfCards, type How } from './built.js';

const SOAK = process.env['KB_SOAK'] !== undefined;
/** Milliseconds after which file times are trusted. */
const OLD = 3000;

const card = (n: number, word = 'plain'): string => `# Card ${n}\n\nmark ${word}\n`;
const place = (n: number): string => `cards/${n % 8}/c${n}.md`;

/** Paths of the cards that a query finds; with `exact`, scores are also compared with those of the cards alone. */
async function found(
  root: string,
  query: string,
  how: How & { flags?: readonly string[]; exact?: boolean } = {},
): Promise<string[]> {
  const { flags = [], exact = SOAK, ...rest } = how;
  const hits = hitsOf(await kb(root, ['search', '--json', '-n', '0', ...flags, query], rest));
  if (exact) expect(scoresOf(hits), query).toEqual(await scoresOfCards(root, query));
  return hits.map((hit) => hit.path).sort();
}

async function indexed(root: string, how: How = {}): Promise<{ put: number; removed: number }> {
  const { stdout } = await kb(root, ['index', '--json'], how);
  const { put, removed } = (JSON.parse(stdout) as { indexes: { put: number; removed: number }[] })
    .indexes[0] ?? {
    put: -1,
    removed: -1,
  };
  return { put, removed };
}

/** Whether the manifest says that git vouches for unchanged cards. */
function doesGitVouch(root: string): boolean {
  const text = readFileSync(path.join(root, '.git/kb/index'), 'utf8');
  const { state } = JSON.parse(text.slice(text.indexOf('\n'))) as { state: { git: unknown } };
  return state.git !== null;
}

async function old(count: number): Promise<string> {
  const root = gitRepo(Object.fromEntries(Array.from({ length: count }, (_, n) => [place(n), card(n)])));
  await sleep(OLD);
  expect(await indexed(root)).toEqual({ put: count, removed: 0 });
  expect(doesGitVouch(root)).toBe(count > 1500);
  return root;
}

/** Moves the checkout and returns its new path. Expects that the move makes kb open no card. */
async function moveAway(root: string, count: number): Promise<string> {
  const moved = path.join(tempFolder(), 'moved');
  renameSync(root, moved);
  const spy = path.join(tempFolder(), 'spy.cjs');
  writeFileSync(
    spy,
    `const fs = require('fs'), { openSync } = fs;
     fs.openSync = (file, ...rest) => {
       if (String(file).endsWith('.md')) process.stderr.write('opened ' + file + '\\n');
       return openSync(file, ...rest);
     };`,
  );
  const env = { NODE_OPTIONS: `--require ${spy}` };
  const { stdout, stderr } = await kb(moved, ['index', '--json'], { env });
  expect([stdout, stderr]).toEqual([expect.stringContaining('"put": 0'), '']);
  expect(await found(moved, '+mark')).toHaveLength(count);
  writeFileSync(path.join(moved, place(1)), card(1, 'alpha'));
  expect((await kb(moved, ['index', '--json'], { env })).stderr).toBe(`opened ${moved}/${place(1)}\n`);
  git(moved, 'checkout', '-q', place(1));
  return moved;
}

async function useGit(root: string, count: number, exact: boolean): Promise<void> {
  const finds = async (query: string, paths: readonly string[]): Promise<void> => {
    expect(await found(root, query, { exact }), query).toEqual(paths);
  };
  git(root, 'checkout', '-q', '-b', 'other');
  for (const n of [1, 2, 3]) writeFileSync(path.join(root, place(n)), card(n, 'switched'));
  rmSync(path.join(root, place(4)));
  expect(await indexed(root)).toEqual({ put: 3, removed: 1 });
  git(root, 'commit', '-qam', 'other');
  expect(await indexed(root)).toEqual({ put: 0, removed: 0 });
  if (SOAK) await sleep(OLD);
  await finds('+switched', [1, 2, 3].map(place));
  git(root, 'checkout', '-q', 'main');
  await finds('+switched', []);
  if (SOAK) await sleep(OLD);
  git(root, 'checkout', '-q', 'other');
  expect(await indexed(root)).toEqual({ put: 3, removed: 1 });
  await finds('+switched', [1, 2, 3].map(place));

  writeFileSync(path.join(root, place(5)), card(5, 'stashed'));
  await finds('+stashed', [place(5)]);
  git(root, 'stash', '-q');
  await finds('+stashed', []);
  git(root, 'stash', 'pop', '-q');
  await finds('+stashed', [place(5)]);
  git(root, 'commit', '-qam', 'stashed');

  const clone = path.join(tempFolder(), 'clone');
  git(root, 'clone', '-q', root, clone);
  expect((await indexed(clone)).put).toBe(count - 1);
  writeFileSync(path.join(root, place(6)), card(6, 'pulled'));
  git(root, 'commit', '-qam', 'pulled');
  await finds('+pulled', [place(6)]);
  expect(await found(clone, '+pulled', { exact })).toEqual([]);
  git(clone, 'pull', '-q');
  expect(await indexed(clone)).toEqual({ put: 1, removed: 0 });
  expect(await found(clone, '+pulled', { exact })).toEqual([place(6)]);

  const linked = path.join(tempFolder(), 'linked');
  git(root, 'worktree', 'add', '-q', linked, 'main');
  expect((await indexed(linked)).put).toBe(count);
  expect(await found(linked, '+switched', { exact })).toEqual([]);
  await finds('+switched', [1, 2, 3].map(place));
  expect(statSync(path.join(root, '.git/worktrees/linked/kb/index')).isFile()).toBe(true);
}

async function changeFiles(root: string, exact: boolean): Promise<void> {
  const file = (n: number): string => path.join(root, place(n));
  const finds = async (
    query: string,
    paths: readonly string[],
    flags: readonly string[] = [],
  ): Promise<void> => {
    expect(await found(root, query, { exact, flags }), query).toEqual(paths);
  };

  for (const word of ['alpha', 'gamma', 'delta']) {
    writeFileSync(file(1), card(1, word));
    await finds(`+${word}`, [place(1)]);
  }
  const { atime, mtime } = statSync(file(2));
  writeFileSync(file(2), card(2, 'sigma'));
  utimesSync(file(2), atime, mtime);
  await finds('+sigma', [place(2)]);

  put(root, { 'cards/new/deep/n.md': card(0, 'fresh') });
  await finds('+fresh', ['cards/new/deep/n.md']);
  put(root, { 'cards/new/deep/o.md': card(0, 'fresher') });
  await finds('+fresher', ['cards/new/deep/o.md'], ['--fresh']);
  put(root, { '.gitignore': 'o.md\n' });
  await finds('+fresher', []);
  rmSync(file(2));
  await finds('+sigma', []);
  renameSync(path.join(root, 'cards/new'), path.join(root, 'cards/newer'));
  await finds('+fresh', ['cards/newer/deep/n.md']);

  put(root, { 'cards/newer/_kb.yaml': 'tags: [zeta]\n' });
  await finds('+mark tag:zeta', ['cards/newer/deep/n.md']);
  put(root, { CODEOWNERS: '/cards/newer/ @team\n' });
  await finds('+mark owner:@team', ['cards/newer/deep/n.md']);
  put(root, { 'more/m.md': card(0, 'more') });
  await finds('+more', []);
  put(root, { 'kb.config.yaml': 'cards: ["cards/**/*.md", "more/**/*.md"]\n' });
  await finds('+more', ['more/m.md']);
  put(root, { 'kb.config.yaml': 'cards: ["cards/**/*.md"]\nranking:\n  boosts: { body: 3 }\n' });
  await finds('+fresh', ['cards/newer/deep/n.md']);
  await finds('+more', []);
}

test.each([40, 1600])(
  'whatever becomes of a work tree with %i cards',
  { timeout: 600_000 },
  async (count) => {
    const exact = SOAK || count < 100;
    let root = await old(count);
    // Without `exact` this is skipped, because git's own operations take long with many cards.
    if (exact) {
      root = await moveAway(root, count);
      await useGit(root, count, exact);
      await sleep(count > 1500 ? OLD : 0);
      await indexed(root);
      expect(doesGitVouch(root)).toBe(count > 1500);
    }
    await changeFiles(root, exact);
  },
);

test('a base from elsewhere, and a submodule with cards', async () => {
  const inner = gitRepo({ 'cards/s.md': card(0, 'inner') });
  const root = gitRepo({
    'kb.config.yaml': 'cards: ["**/*.md"]\n',
    'cards/a.md': card(0, 'outer'),
    'docs/x/readme.txt': '',
  });
  git(root, 'submodule', 'add', '-q', inner, 'sub');
  git(root, 'commit', '-qm', 'sub');
  const sub = path.join(root, 'sub');
  for (const word of ['inner', 'changed', 'again']) {
    if (word !== 'inner') writeFileSync(path.join(sub, 'cards/s.md'), card(0, word));
    expect(await found(sub, `+${word}`, { exact: true })).toEqual(['cards/s.md']);
    await found(root, word, { exact: true });
  }
  const home = tempFolder();
  put(home, { 'kb/config.yaml': `bases:\n  one: ${root}\n` });
  for (const word of ['outer', 'edited']) {
    if (word === 'edited') writeFileSync(path.join(root, 'cards/a.md'), card(0, word));
    expect(await found(path.join(root, 'docs/x'), `+${word}`, { exact: false })).toEqual([
      expect.stringMatching(/cards\/a\.md$/),
    ]);
    const env = { XDG_CONFIG_HOME: home };
    expect(await found(home, `+${word}`, { env, flags: ['-b', 'one'], exact: false })).toEqual([
      path.join(root, 'cards/a.md'),
    ]);
  }
});
