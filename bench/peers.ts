/** Other tools that can search the same cards. Each runs as a whole process; those not installed here are reported as missing. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cache, type Corpus } from './corpus.js';
import type { Contestant } from './measure.js';

const LIBRARIES = {
  lunr: 'stock Lunr: parse the JSON, load, search',
  minisearch: 'MiniSearch: the same',
  fts5: 'SQLite FTS5 (better-sqlite3)',
};
type Library = keyof typeof LIBRARIES;

/** The peers are installed in the cache, because the project depends on none of them. */
const home = path.join(cache, 'peers');
const env = { NODE_PATH: path.join(home, 'node_modules') };

/** Searchers for any of these words, with their indexes made, and the names of those that are not available. */
export function searchers(
  corpus: Corpus,
  words: string,
  libraries: boolean,
): { here: Contestant[]; missing: string[] } {
  const here: Contestant[] = [];
  const missing: string[] = [];
  for (const library of libraries ? (Object.keys(LIBRARIES) as Library[]) : []) {
    if (!isInstalled(library)) {
      missing.push(LIBRARIES[library]);
      continue;
    }
    const index = indexOf(library, corpus);
    if (!existsSync(index)) {
      const { args } = builder(library, corpus, `${index}.new`);
      execFileSync(process.execPath, args, { env: { ...process.env, ...env } });
      renameSync(`${index}.new`, index);
    }
    here.push({
      name: LIBRARIES[library],
      args: [script(library, 'search'), index, words],
      env,
      exits: [0],
    });
  }
  const each = words.split(' ').flatMap((word) => ['-e', word]);
  const greps: Contestant[] = [
    { name: '`rg -l -i`', command: 'rg', args: ['-l', '-i', ...each, 'cards'] },
    { name: '`git grep -l -i`', command: 'git', args: ['grep', '-l', '-i', ...each] },
  ];
  for (const grep of greps) {
    if (answers(grep.command ?? '')) here.push({ ...grep, cwd: corpus.root, exits: [0] });
    else missing.push(grep.name);
  }
  return { here, missing };
}

/** A process that makes the library's index of a corpus and writes it to the file. */
export function builder(library: Library, { root }: Corpus, file: string, ...node: string[]): Contestant {
  return {
    name: library,
    args: [...node, script(library, 'build'), root, file],
    env,
    exits: [0],
    before: () => {
      rmSync(file, { force: true });
    },
  };
}

/** Whether a program of that name can be started. */
function answers(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
}

function isInstalled(library: Library): boolean {
  if (library === 'lunr') return true;
  const name = library === 'fts5' ? 'better-sqlite3' : library;
  return install(home, `${name}@${library === 'fts5' ? 12 : 7}`, name);
}

/** Installs a package into its own folder unless it is already there. Returns false if that fails. */
export function install(folder: string, wanted: string, name: string): boolean {
  if (!existsSync(path.join(folder, 'node_modules', name))) {
    mkdirSync(folder, { recursive: true });
    const npm = ['install', '--prefix', folder, '--no-audit', '--no-fund', wanted];
    if (spawnSync('npm', npm, { stdio: 'ignore', shell: process.platform === 'win32' }).status !== 0)
      return false;
  }
  return true;
}

function indexOf(library: Library, { cards }: Corpus): string {
  return path.join(cache, `cards-${cards}.${library}`);
}

function script(library: Library, what: 'build' | 'search'): string {
  return fileURLToPath(new URL(`peers/${library}-${what}.cjs`, import.meta.url));
}
