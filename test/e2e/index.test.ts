/** The index of the built kb, and kbcards/lunr as a page loads it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../build.js';
import { git, gitRepo, tempFolder } from '../repo/world.js';

const bin = path.join(root, 'bin/kb.js');

function kb(cwd: string, ...args: string[]) {
  const env = { ...process.env, KB_TODAY: '2026-11-21', XDG_CACHE_HOME: path.join(cwd, '.cache') };
  return spawnSync(process.execPath, [bin, ...args], { cwd, env, encoding: 'utf8' });
}

/** The sample base as a repo. */
function sample(): string {
  const base = gitRepo({ '.gitignore': '.cache\n' });
  cpSync(path.join(root, 'test/kb'), base, { recursive: true });
  git(base, 'add', '-A');
  git(base, 'commit', '-qm', 'base');
  return base;
}

describe('kb index', () => {
  test('makes it, brings it up to date, and makes it anew', () => {
    const base = sample();
    const cards = /^cards\t(\d+)$/m.exec(kb(base, 'index').stdout)?.[1];
    expect(kb(base, 'index').stdout).toContain(
      `cards\t${cards}\nput\t0\nremoved\t0\nfolder\t${base}/.git/kb\n`,
    );
    writeFileSync(path.join(base, 'cards/new.md'), '# Zebra\n');
    expect(kb(base, 'index').stdout).toContain('\nput\t1\nremoved\t0\n');
    git(base, 'clean', '-fdq', '--', 'cards');
    expect(kb(base, 'index').stdout).toContain('\nput\t0\nremoved\t1\n');
    expect(kb(base, 'index', '--rebuild').stdout).toContain(`\nput\t${cards}\n`);
    expect(git(base, 'status', '--porcelain')).toBe('');
  });

  test('says why it cannot be kept', () => {
    const base = sample();
    symlinkSync(tempFolder(), path.join(base, '.git/kb'));
    const { status, stderr, stdout } = kb(base, 'index');
    expect(status).toBe(0);
    expect(stderr).toContain('is a link, or belongs to another user');
    expect(stdout).toContain('folder\tnone\n');
    const other = sample();
    mkdirSync(path.join(other, '.git/info'), { recursive: true });
    writeFileSync(path.join(other, '.git/kb'), '');
    expect(kb(other, 'index').stderr).toMatch(/the index is not stored: .*\/\.git\/kb/);
  });

  test('leaves git with nothing to compare in a copy of a tree', () => {
    const copy = path.join(tempFolder(), 'copy');
    cpSync(sample(), copy, { recursive: true });
    expect(git(copy, 'diff-files', '--name-only')).not.toBe('');
    expect(kb(copy, 'index').stderr).toContain('git has checked its files again');
    expect(git(copy, 'diff-files', '--name-only')).toBe('');
  });
});

describe('kbcards/lunr', () => {
  const QUERY = 'refund คืนเงิน płatności';
  const searched = (script: string, ...flags: string[]): string[] => {
    const exported = path.join(tempFolder(), 'search.json');
    kb(sample(), 'index', '--export', exported, '--audience', 'internal');
    // Inside the package, its own name resolves to what others would import.
    const args = [...flags, '--input-type=module', '-e', script, exported, QUERY];
    return JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' })) as string[];
  };
  const ENGLISH = 'cards/refund-duplicate-charge.md';
  const found = [expect.stringMatching(/^cards\/th\//), expect.stringMatching(/^cards\/pl\//)] as const;

  test('answers in Node', () => {
    const paths = searched(`
      import { readFileSync } from 'node:fs';
      import lunr from 'lunr';
      import { prepare, search } from 'kbcards/lunr';
      const exported = JSON.parse(readFileSync(process.argv[1], 'utf8'));
      await prepare(lunr, exported);
      const results = search(lunr.Index.load(exported), 'foo:~ ' + process.argv[2]);
      console.log(JSON.stringify(results.map(({ ref }) => ref)));
    `);
    expect(paths).toEqual(expect.arrayContaining([ENGLISH, ...found]));
  });

  test('answers where there is nothing but JavaScript', () => {
    const lunr = createRequire(import.meta.url).resolve('lunr');
    const paths = searched(
      `
      import { readFileSync } from 'node:fs';
      import path from 'node:path';
      import vm from 'node:vm';
      const context = vm.createContext({ text: readFileSync(process.argv[1], 'utf8'), query: process.argv[2] });
      vm.runInContext(readFileSync(${JSON.stringify(lunr)}, 'utf8'), context);
      const modules = new Map();
      const load = (file) => {
        if (!modules.has(file)) {
          const next = (name) => load(path.join(path.dirname(file), name));
          const importModuleDynamically = async (name) => {
            const module = next(name);
            if (module.status === 'unlinked') await module.link(next);
            await module.evaluate();
            return module;
          };
          const source = readFileSync(file, 'utf8');
          modules.set(file, new vm.SourceTextModule(source, { context, identifier: file, importModuleDynamically }));
        }
        return modules.get(file);
      };
      const page = load('dist/lunr/lunr.mjs');
      await page.link((name) => load(path.join('dist/lunr', name)));
      await page.evaluate();
      context.prepare = page.namespace.prepare;
      await vm.runInContext('exported = JSON.parse(text); prepare(lunr, exported)', context);
      const found = 'JSON.stringify(lunr.Index.load(exported).search(query).map(({ ref }) => ref))';
      console.log(vm.runInContext(found, context));
    `,
      '--experimental-vm-modules',
      '--no-warnings',
    );
    expect(paths).toEqual(expect.arrayContaining([ENGLISH, ...found]));
  });

  test('is small, and loads each stemmer from a chunk of its own', () => {
    const folder = path.join(root, 'dist/lunr');
    const modules = readdirSync(folder).filter((name) => name.endsWith('.mjs'));
    expect(modules.length).toBeGreaterThan(14);
    const main = readFileSync(path.join(folder, 'lunr.mjs'), 'utf8');
    expect(main.length).toBeLessThan(20_000);
    for (const name of modules)
      expect(readFileSync(path.join(folder, name), 'utf8')).not.toMatch(/node:|\brequire\(|\bprocess\b/);
  });
});
