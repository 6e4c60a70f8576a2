/** The contract of every Repo, whether on a disk, in a commit or in memory. */
import { describe, expect, test } from 'vitest';
import { KbError } from '../../src/errors.js';
import type { Repo } from '../../src/repo/repo.js';

/** Path of a symbolic link → its target. */
export type Links = Readonly<Record<string, string>>;

/**
 * @param make a Repo that contains the files, the links and nothing else
 * @param inGit whether it belongs to a git repository
 */
export function repoContract(
  name: string,
  make: (files: Readonly<Record<string, string>>, links?: Links) => Repo,
  inGit = false,
): void {
  const paths = async (files: readonly string[], globs: readonly string[]): Promise<string[]> => {
    const repo = make(Object.fromEntries(files.map((file) => [file, file])));
    return (await repo.list(globs)).map((entry) => entry.path);
  };

  describe(`a Repo (${name})`, () => {
    test('lists what the globs select, sorted by code unit', async () => {
      const files = [
        'cards/b.md',
        'cards/a/x.md',
        'cards/B.md',
        'cards/a.md',
        'cards/pic.png',
        'x.md',
        'cards/é.md',
      ];
      expect(await paths(files, ['cards/**/*.md'])).toEqual([
        'cards/B.md',
        'cards/a.md',
        'cards/a/x.md',
        'cards/b.md',
        'cards/é.md',
      ]);
    });

    test.each([
      ['*.md', ['x.md']],
      ['cards/*.md', ['cards/a.md']],
      ['./cards//*.md', ['cards/a.md']],
      ['cards/', ['cards/a.md', 'cards/deep/b.mdx', 'cards/deep/c.html.md']],
      ['**/*.{md,mdx}', ['cards/a.md', 'cards/deep/b.mdx', 'cards/deep/c.html.md', 'x.md']],
      ['cards/*/*.html.md', ['cards/deep/c.html.md']],
      ['{cards/deep,docs}/*', ['cards/deep/b.mdx', 'cards/deep/c.html.md']],
      ['cards/a.md', ['cards/a.md']],
      ['Cards/a.md', []],
      ['nowhere/**', []],
    ])('%s', async (glob, expected) => {
      const files = ['x.md', 'cards/a.md', 'cards/deep/b.mdx', 'cards/deep/c.html.md'];
      expect(await paths(files, [glob])).toEqual(expected);
    });

    test('the union of globs, less those with `!`, each file once', async () => {
      const files = ['a/1.md', 'a/old/2.md', 'b/3.md'];
      expect(await paths(files, ['a/**/*.md', '**/*.md', '!a/old/**'])).toEqual(['a/1.md', 'b/3.md']);
      expect(await paths(files, ['!a/**'])).toEqual([]);
      expect(await paths(files, [])).toEqual([]);
    });

    test('a hidden name is listed only where a glob spells it', async () => {
      const files = [
        '.x.md',
        '.vs/a.md',
        '_d.md',
        '_t/a.md',
        'n/_kb.yaml',
        'n/_t/b.md',
        'node_modules/p/a.md',
        'n/a.md',
      ];
      expect(await paths(files, ['**/*.md'])).toEqual(['n/a.md']);
      expect(await paths(files, ['_t/*.md'])).toEqual(['_t/a.md']);
      expect(await paths(files, ['**/_kb.yaml', 'n/*.md'])).toEqual(['n/_kb.yaml', 'n/a.md']);
      expect(await paths(files, ['.vs/*.md', 'node_modules/**/*.md'])).toEqual([
        '.vs/a.md',
        'node_modules/p/a.md',
      ]);
    });

    test('who is told about a listing does not change it', async () => {
      const repo = make({ 'cards/a.md': '', 'cards/x/b.md': '', '.gitignore': '', 'cards/.gitignore': '' });
      const told: string[] = [];
      const tell = (file: string): void => void told.push(file);
      const globs = ['cards/**/*.md'];
      expect(await repo.list(globs, { folder: tell, rules: tell })).toEqual(await repo.list(globs));
      // A Repo reports nothing, or everything.
      if (told.length > 0) {
        expect(told).toEqual(
          expect.arrayContaining(['', '.gitignore', 'cards', 'cards/.gitignore', 'cards/x']),
        );
      }
    });

    test('any name works', async () => {
      const names = [
        'new\nline/x\ny.md',
        'quote\'".md',
        '-dash.md',
        '--output=x.md',
        ':(glob)x.md',
        '$HOME.md',
        '`id`.md',
        'a & b.md',
        'a’b.md',
        'back\\slash.md',
        'การ คืนเงิน.md',
        '[x].md',
        'group (1)/x.md',
        'constructor/prototype.md',
        '\u001b]0;x\u0007.md',
        '\u202egnp.md',
        'e\u0301.md',
        'é.md',
      ];
      const repo = make(Object.fromEntries(names.map((file) => [file, file])));
      const listed = await repo.list(['**/*.md']);
      expect(listed.map((entry) => entry.path)).toEqual([...names].sort());
      for (const { path, refused } of listed) {
        expect(refused).toBeNull();
        expect(Buffer.from(await repo.read(path)).toString()).toBe(path);
      }
      const group = await repo.list(['group (1)/*.md']);
      expect(group.map((entry) => entry.path)).toEqual(['group (1)/x.md']);
    });

    test('an entry tells the size', async () => {
      const [entry] = await make({ 'a.md': 'é\n' }).list(['*.md']);
      expect(entry).toMatchObject({ path: 'a.md', size: 3, refused: null });
    });

    test('a file of 256 KiB is read, a larger one is refused', async () => {
      const repo = make({ 'fits.md': 'x'.repeat(256 * 1024), 'large.md': 'x'.repeat(256 * 1024 + 1) });
      const refused = new Map((await repo.list(['*.md'])).map((entry) => [entry.path, entry.refused]));
      expect(refused.get('fits.md')).toBeNull();
      expect(refused.get('large.md')).toBe('it has 262145 bytes, more than 256 KiB');
      expect((await repo.read('fits.md')).length).toBe(256 * 1024);
      await expect(repo.read('large.md')).rejects.toMatchObject({ code: 'io' });
    });

    test.each([
      'gone.md',
      'a.md/x',
      '../a.md',
      '/a.md',
      'b/../a.md',
      './a.md',
      'b//c.md',
      '',
      '.',
      'a.md\0.png',
      'b',
    ])('reading %j fails with an error of use', async (file) => {
      const error = await make({ 'a.md': '', 'b/c.md': '' })
        .read(file)
        .catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(KbError);
      expect(error).toMatchObject({ code: 'io' });
    });

    test.each([
      '../*.md',
      'a/../../b.md',
      '/etc/*',
      'C:/x.md',
      '{a,..}/x.md',
      '',
      '!',
      '*a*b*c*d',
      `${'a'.repeat(300)}.md`,
    ])('the glob %j is refused', async (glob) => {
      await expect(make({}).list([glob])).rejects.toMatchObject({ code: 'config' });
    });

    test('CODEOWNERS is read where a forge would look first', async () => {
      const { ownersOf, names } = await make({
        CODEOWNERS: '* @second',
        '.github/CODEOWNERS': '* @all\n**/cards/* @first\n',
      }).codeowners();
      expect(['cards/a.md', 'cards/b/c.md', 'a.md'].map(ownersOf)).toEqual([['@first'], ['@all'], ['@all']]);
      expect([...names].sort()).toEqual(['@all', '@first']);
      expect((await make({ 'a.md': '' }).codeowners()).ownersOf('a.md')).toEqual([]);
    });

    test('CODEOWNERS says nothing by the part that kb writes', async () => {
      const { ownersOf, names } = await make({
        CODEOWNERS: '* @all\n# kb: begin\n/cards/a.md @gone\n# kb: end\n',
      }).codeowners();
      expect([ownersOf('cards/a.md'), [...names]]).toEqual([['@all'], ['@all']]);
    });

    test('files and folders are known to exist, and nothing else', async () => {
      const repo = make({ 'docs/a.md': '', 'docs/img/a b.png': '' });
      const asked = [
        'docs',
        'docs/img',
        'docs/a.md',
        'docs/img/a b.png',
        'docs/b.md',
        'x',
        '../x',
        'docs/a.md/x',
      ];
      expect([...(await repo.existing(asked))].sort()).toEqual(asked.slice(0, 4).sort());
    });

    test('what a link leads to is not known to exist', async () => {
      const files = { 'docs/a.md': '', 'docs/img/a.png': '' };
      const links = {
        'docs/b.md': 'a.md',
        'docs/in': 'img',
        'docs/up': '..',
        'docs/away': '/etc',
        'docs/img/round': '.',
      };
      const behind = [
        'docs/b.md',
        'docs/in',
        'docs/in/a.png',
        'docs/up/docs/a.md',
        'docs/up',
        'docs/away/passwd',
      ];
      const found = await make(files, links).existing([...behind, 'docs/img/round/a.png', 'docs/img']);
      expect([...found]).toEqual(['docs/img']);
    });

    test(`${inGit ? 'in' : 'outside'} git there is ${inGit ? 'a' : 'no'} clone, and ${inGit ? 'a' : 'no'} blob`, async () => {
      const repo = make({ 'a.md': '' });
      expect((await repo.clone()) !== null).toBe(inGit);
      expect((await repo.blobs(['**']))?.length).toBe(inGit ? 1 : undefined);
    });
  });
}
