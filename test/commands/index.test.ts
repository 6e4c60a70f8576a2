/** kb index: what it prints, and which parts of a base it exports. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ExportedIndex } from '../../src/search/engines/lunr/prepare.js';
import { kb } from '../memory-io.js';
import { gitRepo, put, tempFolder } from '../repo/world.js';

const card = (title: string, more = ''): string =>
  `---\ntitle: ${title}\nowner: "@ana"\nverify-by: 2027-06-01\n${more}---\nText of ${title.toLowerCase()}.\n`;
const files = {
  'kb.config.yaml': '',
  'cards/open.md': card('Open', 'audience: public\ntags: [a]\n'),
  'cards/old.md': card('Old', 'audience: public\nsuperseded-by: open\n'),
  'cards/older.md': card('Older', 'audience: public\nsuperseded-by: inside\n'),
  'cards/inside.md': card('Inside', 'id: inside\n'),
  'cards/secret.md': card('Secret', 'audience: restricted:board\n'),
  'cards/draft.md': card('Draft', 'audience: public\nstatus: draft\n'),
  'cards/retired.md': card('Retired', 'audience: public\nstatus: archived\n'),
  'cards/broken.md': '---\naudience: public\n: [\n---\nText of broken.\n',
  'cards/typo.md': card('Typo', 'audience: publick\n'),
};

async function exported(root: string, ...args: string[]): Promise<ExportedIndex> {
  const { out, code } = await kb(['index', '--export', '-', ...args], { cwd: root });
  expect(code).toBe(0);
  return JSON.parse(out) as ExportedIndex;
}

const idsOf = ({ kb }: ExportedIndex): string[] => kb.documents.map(({ id }) => id);

describe('an export', () => {
  test('has what anybody may read, and no word of anything else', async () => {
    const root = gitRepo(files);
    const file = await exported(root);
    expect(idsOf(file)).toEqual(['old', 'older', 'open']);
    const text = JSON.stringify(file);
    for (const word of ['secret', 'inside', 'draft', 'retir', 'broken', 'typo', '@ana'])
      expect(text).not.toContain(word);
  });

  test('says what a page needs to show a hit', async () => {
    const { pipeline, kb } = await exported(gitRepo(files));
    expect(pipeline).toEqual(['kb-terms:en']);
    expect(kb).toMatchObject({ format: 1, languages: ['en'] });
    expect(kb.documents).toEqual([
      {
        path: 'cards/old.md',
        id: 'old',
        title: 'Old',
        kind: null,
        tags: [],
        language: 'en',
        audience: 'public',
        verifyBy: '2027-06-01',
        superseded: true,
        supersededBy: 'open',
      },
      expect.objectContaining({ id: 'older', superseded: true, supersededBy: null }),
      expect.objectContaining({ id: 'open', tags: ['a'], superseded: false }),
    ]);
  });

  test('for people inside has internal cards, too, and never restricted ones', async () => {
    const file = await exported(gitRepo(files), '--audience', 'internal');
    expect(idsOf(file)).toEqual(['inside', 'old', 'older', 'open', 'typo']);
    expect(JSON.stringify(file)).not.toContain('secret');
  });

  test('goes into a file, from the folder where kb is called', async () => {
    const root = gitRepo(files);
    const { out, err } = await kb(['index', '--export', 'site.json'], { cwd: path.join(root, 'cards') });
    expect(out).toMatch(/^cards\t9\nput\t9\nremoved\t0\n/);
    expect(err).toContain('3 cards that anyone may read in site.json');
    const file = path.join(root, 'cards/site.json');
    expect(idsOf(JSON.parse(readFileSync(file, 'utf8')) as ExportedIndex)).toHaveLength(3);
  });

  test('of a base without public cards is refused with what to do', async () => {
    const root = gitRepo({ 'kb.config.yaml': '', 'cards/a.md': card('A') });
    const { err, code } = await kb(['index', '--export', 'x.json'], { cwd: root });
    expect([code, err]).toEqual([2, expect.stringContaining('no card is public')]);
    expect(err).toContain('--audience internal');
    expect(existsSync(path.join(root, 'x.json'))).toBe(false);
  });

  test('steers no terminal and no CI runner', async () => {
    const title = '"\\e[31m ##[error] \\u202e"';
    const root = gitRepo({ 'kb.config.yaml': '', 'cards/a.md': card(title, 'audience: public\n') });
    const { out } = await kb(['index', '--export', '-'], { cwd: root });
    expect(out).not.toMatch(/[\x1b\u202e]|##\[/);
  });
});

test('--audience without an export is a mistake: nobody would see that it did nothing', async () => {
  const { out, err, code } = await kb(['index', '--audience', 'internal'], { cwd: gitRepo(files) });
  expect([out, code]).toEqual(['', 2]);
  expect(err).toBe('kb: --audience needs --export\n    kb index --export search.json --audience internal\n');
});

test('a pipe has no progress, and a line that says how it ended', async () => {
  const { err } = await kb(['index'], { cwd: gitRepo(files) });
  expect(err.split('\n')[0]).toBe('9 cards, 9 indexed again');
  expect(err).not.toContain('\r');
});

test('an index that is not kept is told of, and is no error', async () => {
  const { out, err, code } = await kb(['index'], { cwd: gitRepo(files) });
  expect(code).toBe(0);
  expect(out).toContain('folder\tnone\n');
  expect(err).toContain('the index is not stored: nothing is stored when running from unbuilt source');
});

test('--stats and --json', async () => {
  const root = gitRepo(files);
  const { out } = await kb(['index', '--stats', '--json'], { cwd: root });
  expect(JSON.parse(out)).toMatchObject({
    schemaVersion: 1,
    indexes: [
      {
        base: null,
        root,
        cards: 9,
        put: 9,
        removed: 0,
        kept: false,
        gitRefreshed: false,
        stats: { format: 1, base: { documents: 9, dead: 0 }, delta: null, languages: { en: 1 } },
      },
    ],
  });
  const facts = await kb(['index', '--stats'], { cwd: root });
  expect(facts.out).toMatch(/^language\ten\t100\.0%$/m);
  const plain = await kb(['index', '--json'], { cwd: root });
  expect(plain.out).toContain('"stats": null');
});

test('-b all makes each, one export is of one base', async () => {
  const home = tempFolder();
  const [a, b] = [gitRepo(files), gitRepo({ 'kb.config.yaml': '', 'cards/a.md': card('A') })];
  put(home, { '.config/kb/config.yaml': `bases: {a: ${a}, b: ${b}}\n` });
  const { out } = await kb(['index', '-b', 'all'], { cwd: home, home });
  expect(out.split('\n').filter((line) => /^(base|cards)\t/.test(line))).toEqual([
    'base\ta',
    'cards\t9',
    'base\tb',
    'cards\t1',
  ]);
  const { code, err } = await kb(['index', '-b', 'all', '--export', '-'], { cwd: home, home });
  expect([code, err]).toEqual([2, expect.stringMatching(/`-b all`.* index and doctor$/m)]);
});
