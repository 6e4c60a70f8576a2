/** A state is fresh only if reading everything again would give the same. */
import {
  chmodSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { diskRepo } from '../../src/repo/disk.js';
import type { State } from '../../src/repo/freshness/state.js';
import { aged, isFresh, reading, stateOf, tick } from './freshness.js';
import { git, put, tempFolder } from './world.js';

const card = (title: string, more = ''): string => `---\ntitle: ${title}\n${more}---\n# ${title}\n`;
const FILES = {
  'kb.config.yaml': 'cards: [cards/**/*.md]\n',
  '.gitignore': '*.tmp\n',
  CODEOWNERS: '* @ana\n',
  'cards/_kb.yaml': 'owner: "@ben"\n',
  'cards/a.md': card('A'),
  'cards/b.md': card('B'),
  'cards/c.md': card('C'),
  'cards/old/d.md': card('D'),
  'cards/old/.gitignore': 'x.md\n',
  'cards/new/e.md': card('E'),
  'src/main.ts': 'x\n',
};

type Edit = (root: string) => void;
const at = (root: string, file: string): string => path.join(root, file);
/** Writes in place, without replacing the file. */
const write =
  (file: string, text: string): Edit =>
  (root) => {
    writeFileSync(at(root, file), text);
  };
const backdated =
  (file: string, act: Edit): Edit =>
  (root) => {
    const { atimeMs, mtimeMs } = statSync(at(root, file));
    act(root);
    utimesSync(at(root, file), atimeMs / 1000, mtimeMs / 1000);
  };

/** Edits that change no card. */
const HARMLESS: readonly (readonly [string, Edit])[] = [
  ['nothing', () => undefined],
  ['a file beside the cards', write('src/other.ts', 'x\n')],
  ['code that is tracked', write('src/main.ts', 'y\n')],
];

const CHANGES: readonly (readonly [string, Edit])[] = [
  ['a card in place', write('cards/a.md', card('A', 'owner: "@eve"\n'))],
  ['one of the same size', write('cards/a.md', card('Z'))],
  ['the same, with the old time', backdated('cards/a.md', write('cards/a.md', card('Z')))],
  [
    'a card touched',
    (root) => {
      utimesSync(at(root, 'cards/a.md'), 1, 1);
    },
  ],
  [
    'a card that is saved as a new file',
    (root) => {
      write('cards/.a.swp', card('Z'))(root);
      renameSync(at(root, 'cards/.a.swp'), at(root, 'cards/a.md'));
    },
  ],
  ['a card made', write('cards/f.md', card('F'))],
  [
    'a card made in a new folder',
    (root) => {
      put(root, { 'cards/x/y/f.md': card('F') });
    },
  ],
  [
    'a card deleted',
    (root) => {
      rmSync(at(root, 'cards/a.md'));
    },
  ],
  [
    'a card renamed',
    (root) => {
      renameSync(at(root, 'cards/a.md'), at(root, 'cards/z.md'));
    },
  ],
  [
    'a folder renamed',
    (root) => {
      renameSync(at(root, 'cards/old'), at(root, 'cards/older'));
    },
  ],
  [
    'a folder deleted',
    (root) => {
      rmSync(at(root, 'cards/old'), { recursive: true });
    },
  ],
  [
    'a card that became a folder',
    (root) => {
      rmSync(at(root, 'cards/a.md'));
      mkdirSync(at(root, 'cards/a.md'));
    },
  ],
  [
    'a card that became a link',
    (root) => {
      rmSync(at(root, 'cards/a.md'));
      symlinkSync('b.md', at(root, 'cards/a.md'));
    },
  ],
  ['a card that grew too large', write('cards/a.md', 'x'.repeat(300_000))],
  ['_kb.yaml', write('cards/_kb.yaml', 'owner: "@eve"\n')],
  ['a new _kb.yaml', write('cards/old/_kb.yaml', 'owner: "@eve"\n')],
  [
    '_kb.yaml gone',
    (root) => {
      rmSync(at(root, 'cards/_kb.yaml'));
    },
  ],
  ['.gitignore', write('.gitignore', 'a.md\n')],
  ['.gitignore in a folder', write('cards/old/.gitignore', 'd.md\n')],
  ['a new .gitignore', write('cards/new/.gitignore', '*\n')],
  [
    'info/exclude',
    (root) => {
      put(root, { '.git/info/exclude': 'a.md\n' });
    },
  ],
  ['CODEOWNERS', write('CODEOWNERS', '* @eve\n')],
  [
    'a CODEOWNERS that comes first',
    (root) => {
      put(root, { '.github/CODEOWNERS': '* @eve\n' });
    },
  ],
  [
    'CODEOWNERS gone',
    (root) => {
      rmSync(at(root, 'CODEOWNERS'));
    },
  ],
  ['the config', write('kb.config.yaml', 'cards: [src/**/*.md]\n')],
  [
    'the config gone',
    (root) => {
      rmSync(at(root, 'kb.config.yaml'));
    },
  ],
  ['another name of a config', write('kb.config.json', '{}')],
];

/** A repository without a commit: what is staged is enough for git. */
function stagedRepo(files: Readonly<Record<string, string>>): string {
  const root = tempFolder();
  git(root, 'init', '-q');
  put(root, files);
  git(root, 'add', '-A');
  return root;
}

/** A folder that looks like a work tree to kb, but in which git would fail. */
function bareOfGit(files: Readonly<Record<string, string>>): string {
  const root = tempFolder();
  put(root, { ...files, '.git/HEAD': 'ref: refs/heads/main\n' });
  return root;
}

describe.each([
  ['all cards are looked at', false],
  ['git vouches', true],
])('where %s', (_, isGit) => {
  const based = async (): Promise<readonly [root: string, state: State]> => {
    aged();
    const root = isGit ? stagedRepo(FILES) : bareOfGit(FILES);
    await tick();
    const state = await stateOf(root, { git: isGit });
    expect(state.git !== null).toBe(isGit);
    await tick();
    return [root, state];
  };

  test.each(HARMLESS)('%s leaves it fresh', async (__, act) => {
    const [root, state] = await based();
    const before = await reading(root);
    act(root);
    expect(await isFresh(root, state)).toBe(true);
    expect(await reading(root)).toEqual(before);
  });

  test.each(CHANGES)('%s does not', async (__, act) => {
    const [root, state] = await based();
    act(root);
    expect(await isFresh(root, state)).toBe(false);
  });
});

test('a disk tells what a listing depends on, each thing before it is looked at', async () => {
  const root = bareOfGit({
    ...FILES,
    'cards/other/.git/HEAD': 'x',
    'cards/other/x.md': '',
    'cards/sub/.git': 'gitdir: x\n',
  });
  const told: string[] = [];
  await diskRepo(root).list(['cards/**/*.md'], {
    folder: (folder) => told.push(`${folder}/`),
    rules: (file) => told.push(file),
  });
  expect(told.sort()).toEqual([
    '.git/info/exclude',
    '.gitignore',
    '/',
    'cards/',
    'cards/new/',
    'cards/old/',
    'cards/old/.gitignore',
    'cards/other/',
    'cards/sub/',
    'cards/sub/.git',
  ]);
});

test('a base that can only be read', async () => {
  aged();
  const root = bareOfGit(FILES);
  for (const folder of ['cards', 'cards/old', '.git', '.']) chmodSync(at(root, folder), 0o555);
  await tick();
  const state = await stateOf(root);
  expect(await isFresh(root, state)).toBe(true);
  await tick();
  chmodSync(at(root, 'cards/old'), 0);
  expect(await isFresh(root, state)).toBe(false);
  for (const folder of ['cards', 'cards/old', '.git', '.']) chmodSync(at(root, folder), 0o755);
});
