/** Asks git which files differ from its index: started at once, answered later. */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { statOf } from '../open.js';
import { pathSegments, type WorkTree } from '../place.js';
import type { Stamp } from '../repo.js';
import { startGit } from './start-git.js';
import { stampOf } from './state.js';

/** Paths from the root of the base; null if git could not tell. */
export type Answer = readonly string[] | null;

export interface Question {
  readonly answer: Promise<Answer>;
  /** Kills git if its answer is not needed. */
  stop(): void;
}

/** Milliseconds after which looking at every card is faster. */
const TIMEOUT = 2000;
/** Bytes: about a million files. */
const LONGEST_ANSWER = 256 * 1024 * 1024;

/** Bytes of git's index: about thirty thousand files. */
const MANY = 3 * 1024 * 1024;
/** By default git uses one thread per 500 files. With few processors, that would slow down the search that runs meanwhile. */
const ALONE = ['-c', 'core.preloadIndex=false'];
const FEW_PROCESSORS = 4;

/** A submodule would be examined by a git process of its own, with its own config: it is left out. */
const DIFFERING = ['diff-files', '--name-only', '-z', '--no-relative', '--no-renames', '--no-ext-diff'];
const DIFFER = [...DIFFERING, '--no-textconv', '--ignore-submodules=all', '--'];

/** A folder in a work tree, and the folders below it to ask git about, with `/` at the end; '' stands for the whole folder. */
export interface Scope {
  readonly tree: WorkTree;
  readonly root: string;
  readonly folders: readonly string[];
}

/** Tracked files that differ from git's index or are deleted. Only safe if the work tree is harmless (harmless.ts). */
export function askDiffering(scope: Scope): Question {
  const [size = 0] = indexStamp(scope.tree) ?? [];
  const isAlone = size < MANY && availableParallelism() < FEW_PROCESSORS;
  return askGit(scope, isAlone ? [...ALONE, ...DIFFER] : DIFFER, '');
}

/** Tracked files, without those that git was told not to check (assume-unchanged, skip-worktree). */
export function askTracked(scope: Scope): Question {
  return askGit(scope, ['ls-files', '-v', '-z', '--'], 'H ');
}

/** The stamp of git's index; null if there is none. */
export function indexStamp({ gitDir }: WorkTree): Stamp | null {
  const stat = gitDir === null ? undefined : statOf(path.join(gitDir, 'index'));
  return stat ? stampOf(stat) : null;
}

/** @param tag what precedes each relevant path in the output */
function askGit({ tree, root, folders }: Scope, verb: readonly string[], tag: string): Question {
  const lead = pathSegments(tree.root, root)
    .map((name) => `${name}/`)
    .join('');
  const paths = folders.map((folder) => lead + folder || '.');
  const child = startGit(tree, [...verb, ...paths], { timeout: TIMEOUT, killSignal: 'SIGKILL' });
  const chunks: Buffer[] = [];
  let bytes = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > LONGEST_ANSWER) child.kill('SIGKILL');
    else chunks.push(chunk);
  });
  const answer = new Promise<Answer>((resolve) => {
    child.on('error', () => {
      resolve(null);
    });
    child.on('close', (code) => {
      resolve(code === 0 ? pathsIn(Buffer.concat(chunks).toString('utf8'), tag + lead) : null);
    });
  });
  return { answer, stop: () => child.kill('SIGKILL') };
}

function pathsIn(answer: string, start: string): string[] {
  const lines = answer.split('\0').filter((line) => line !== '' && line.startsWith(start));
  return lines.map((line) => line.slice(start.length));
}
