/** Which room may import which, that the pure rooms stay pure, and what `kb search` must not load. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const src = path.resolve(fileURLToPath(import.meta.url), '../../src');

const LEAVES = ['day.ts', 'errors.ts', 'io.ts', 'version.ts'];
const ROOMS = [
  'card',
  'trust',
  'config.ts',
  'config',
  'catalog',
  'lint',
  'search',
  'diff',
  'stats',
  'usage',
  'init',
  'repo',
];

/** A room may import itself and the rooms in its list, statically or dynamically. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'day.ts': [],
  'errors.ts': [],
  'io.ts': [],
  'version.ts': [],
  text: [],
  card: ['day.ts', 'errors.ts', 'text'],
  trust: ['day.ts', 'text', 'card', 'config.ts'],
  'config.ts': ['day.ts', 'errors.ts', 'card'],
  config: ['day.ts', 'errors.ts', 'text', 'card', 'config.ts'],
  catalog: ['day.ts', 'errors.ts', 'text', 'card', 'trust'],
  search: ['day.ts', 'errors.ts', 'text', 'card', 'trust', 'catalog', 'config.ts'],
  lint: ['day.ts', 'errors.ts', 'text', 'card', 'trust', 'config.ts'],
  diff: ['day.ts', 'card', 'trust', 'lint'],
  stats: ['day.ts', 'text', 'card', 'trust', 'config.ts'],
  usage: ['day.ts', 'text', 'trust', 'search'],
  init: ['day.ts', 'card', 'trust'],
  repo: ['day.ts', 'errors.ts', 'text', 'card', 'trust', 'config.ts', 'lint', 'usage'],
  format: [...LEAVES, 'text', ...ROOMS, 'forge'],
  web: [],
  forge: ['day.ts', 'errors.ts', 'text', 'card', 'trust', 'config.ts', 'repo'],
  'pager.ts': [...LEAVES, 'format'],
  'editor.ts': LEAVES,
  'progress.ts': LEAVES,
  thread: ['version.ts', 'card', 'lint'],
  base: [...LEAVES, 'text', ...ROOMS, 'format', 'progress.ts', 'editor.ts', 'web', 'forge', 'thread'],
  'guide.ts': ['card', 'repo'],
  completion: ['text', 'card', 'catalog', 'search', 'format'],
  'flags.ts': [...LEAVES, 'catalog'],
  'ask.ts': LEAVES,
  'browser.ts': ['io.ts'],
  'clipboard.ts': ['io.ts'],
  'context.ts': [...LEAVES, 'text', 'format', 'pager.ts', 'progress.ts', 'base', 'flags.ts'],
  commands: [
    ...LEAVES,
    'text',
    ...ROOMS,
    'format',
    'base',
    'flags.ts',
    'ask.ts',
    'browser.ts',
    'context.ts',
    'progress.ts',
    'completion',
    'guide.ts',
    'thread',
    'web',
    'forge',
  ],
  tui: [...LEAVES, 'text', ...ROOMS, 'format', 'base', 'browser.ts', 'clipboard.ts', 'context.ts', 'thread'],
  'cli.ts': [...LEAVES, 'format', 'flags.ts', 'context.ts', 'commands', 'mistyped.ts', 'tui'],
  'mistyped.ts': ['text', 'card', 'trust', 'commands'],
  'main.ts': ['cli.ts', 'io.ts'],
};

const PURE = [
  'text',
  'card',
  'trust',
  'catalog',
  'lint',
  'search',
  'diff',
  'stats',
  'usage',
  'init',
  'forge',
  'config',
  'completion',
  'format',
  'day.ts',
  'errors.ts',
  'config.ts',
  'version.ts',
];
const IMPURE_MODULES =
  /^(node:)?(fs|fs\/promises|child_process|http|https|net|dns|worker_threads|os|process)$|^simple-git$|^tinyglobby$/;
/** Teams without a forge keep issues in a folder, so these files of a pure room use the disk. They are loaded only on demand. */
const ON_DISK = ['forge/forges/file.ts', 'forge/forges/file/refusals.ts'];
/** Which files outside `repo/` may use the file system, and for what. The others go through `repo/`. */
const FILE_SYSTEM: Readonly<Record<string, string>> = {
  'context.ts': 'whether the folder of -C is one, before anything else is loaded',
  'guide.ts': 'the cards that come with the package',
  'commands/init/example.ts': 'a place that is no base yet',
};
const IMPURE_CODE = /\bprocess\.|\bDate\.now\(|\bnew Date\(|\bglobalThis\.process\b/;

/** What the search path must not load before it needs it. */
const HEAVY =
  /^(ink|react|remark|remark-.*|unified|ajv|simple-git|@octokit\/.*|yaml|gray-matter|lowlight|lunr|lunr-languages\/.*|diff|open|ignore|picomatch|tinyglobby|@clack\/prompts)$/;

interface Import {
  readonly target: string;
  readonly dynamic: boolean;
  readonly typeOnly: boolean;
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(tsx?|js)$/.test(name) && !name.endsWith('.d.ts'))
  .map((name) => name.split(path.sep).join('/'));
const sources = new Map(files.map((file) => [file, readFileSync(path.join(src, file), 'utf8')]));
const imports = new Map([...sources].map(([file, text]) => [file, importsOf(file, text)]));

describe('architecture', () => {
  test('each room imports only what it may', () => {
    const wrong = [...imports].flatMap(([file, list]) =>
      list
        .filter(({ target }) => sources.has(target))
        .filter(({ target }) => roomOf(target) !== roomOf(file))
        .filter(({ target }) => !(MAY_IMPORT[roomOf(file)] ?? []).includes(roomOf(target)))
        .map(({ target }) => `${file} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test('every room is in the table', () => {
    const unknown = files.map(roomOf).filter((room) => !(room in MAY_IMPORT));
    expect([...new Set(unknown)]).toEqual([]);
  });

  test('no circle of imports', () => {
    const circles: string[] = [];
    const done = new Set<string>();
    const visit = (file: string, trail: readonly string[]): void => {
      const at = trail.indexOf(file);
      if (at >= 0) circles.push([...trail.slice(at), file].join(' → '));
      if (at >= 0 || done.has(file)) return;
      for (const { target, typeOnly } of imports.get(file) ?? []) {
        if (!typeOnly && sources.has(target)) visit(target, [...trail, file]);
      }
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });

  test('pure rooms reach no disk, process, network or clock, nor load what does', () => {
    const pure = files.filter((file) => PURE.includes(roomOf(file)) && !file.includes('.generated.'));
    const isImpure = (target: string): boolean =>
      sources.has(target) ? !PURE.includes(roomOf(target)) : IMPURE_MODULES.test(target);
    const isLet = (file: string, { target, dynamic }: Import): boolean =>
      ON_DISK.includes(file)
        ? roomOf(target) === 'repo' || ON_DISK.includes(target)
        : dynamic && ON_DISK.includes(target);
    const wrong = pure.flatMap((file) => [
      ...(imports.get(file) ?? [])
        .filter(({ target, typeOnly }) => !typeOnly && (isImpure(target) || ON_DISK.includes(target)))
        .filter((each) => !isLet(file, each))
        .map(({ target }) => `${file} → ${target}`),
      ...withoutComments(sources.get(file) ?? '')
        .split('\n')
        .filter((line) => IMPURE_CODE.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    ]);
    expect(wrong).toEqual([]);
  });

  test('the file system is used in repo/, and where it is said why', () => {
    const users = files.filter(
      (file) =>
        roomOf(file) !== 'repo' &&
        imports.get(file)?.some(({ target, typeOnly }) => !typeOnly && /^(?:node:)?fs(?:\/|$)/.test(target)),
    );
    expect(users.toSorted()).toEqual(Object.keys(FILE_SYSTEM).toSorted());
  });

  test.each([
    'commands/search.ts',
    'commands/list.ts',
    'commands/show.ts',
    'commands/stale.ts',
    'base/base.ts',
    'card/body.ts',
    'cli.ts',
    'main.ts',
  ])('%s statically loads nothing heavy', (entry) => {
    const reached = staticClosure(entry);
    expect(reached.filter((name) => HEAVY.test(name))).toEqual([]);
  });

  test.each(['repo/freshness/check.ts', 'repo/below.ts', 'card/body.ts'])(
    '%s, which each search needs, loads files and paths and no package',
    (entry) => {
      const others = staticClosure(entry).filter((name) => !sources.has(name));
      expect(others.filter((name) => !/^node:(?:fs|os|path|stream|timers\/promises)$/.test(name))).toEqual(
        [],
      );
    },
  );

  test('gray-matter and simple-git have one importer each', () => {
    const importers = (name: string): string[] =>
      [...imports].filter(([, list]) => list.some(({ target }) => target === name)).map(([file]) => file);
    expect(importers('gray-matter')).toEqual(['card/frontmatter.ts']);
    expect(importers('simple-git')).toEqual(['repo/git.ts']);
  });
});

function roomOf(file: string): string {
  return file.split('/')[0] ?? file;
}

function importsOf(file: string, text: string): Import[] {
  const code = withoutComments(text);
  const found: Import[] = [];
  for (const match of code.matchAll(
    /^\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s)?\s*['"]([^'"]+)['"]/gm,
  )) {
    found.push({ target: resolve(file, match[2] ?? ''), dynamic: false, typeOnly: match[1] !== undefined });
  }
  for (const match of code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)) {
    found.push({ target: resolve(file, match[1] ?? ''), dynamic: true, typeOnly: false });
  }
  return found;
}

function resolve(file: string, target: string): string {
  if (!target.startsWith('.')) return target;
  const name = path.posix.normalize(path.posix.join(path.posix.dirname(file), target));
  const written = ['.ts', '.tsx'].map((end) => name.replace(/\.js$/, end));
  return written.find((file) => sources.has(file)) ?? name;
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}

/** Files and packages that are loaded statically by importing a file. */
function staticClosure(entry: string): string[] {
  const reached = new Set<string>();
  const visit = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const { target, dynamic, typeOnly } of imports.get(file) ?? [])
      if (!dynamic && !typeOnly) visit(target);
  };
  visit(entry);
  return [...reached];
}
