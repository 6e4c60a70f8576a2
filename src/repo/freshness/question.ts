/** Asks git which files are not as its index has them: begun at once, answered later. */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { statOf } from '../open.js';
import { wayDown, type WorkTree } from '../place.js';
import type { Stamp } from '../repo.js';
import { startGit } from './start-git.js';
import { stampOf } from './state.js';

/** Paths from the base's root; null where git could not tell. */
export type Answer = readonly string[] | null;

export interface Question {
  readonly answer: Promise<Answer>;
  /** Ends git where nobody waits for it any more. */
  stop(): void;
}

/** Milliseconds: after these, looking at every card is quicker. */
const PATIENCE = 2000;
/** Bytes: a million files. */
const LONGEST_ANSWER = 256 * 1024 * 1024;

/** Bytes of git's index: some thirty thousand files. */
const MANY = 3 * 1024 * 1024;
/** Git's threads, one for every 500 files, would take the processor from the search that runs meanwhile, where there are few. */
const ALONE = ['-c', 'core.preloadIndex=false'];
const FEW_PROCESSORS = 4;

/** A submodule would be asked by a git of its own, with its own config. */
const DIFFERING = ['diff-files', '--name-only', '-z', '--no-relative', '--no-renames', '--no-ext-diff'];
const DIFFER = [...DIFFERING, '--no-textconv', '--ignore-submodules=all', '--'];

/** A folder in a work tree, and the folders below it that git is asked about, with `/` at the end; '' is all of it. */
export interface Asked {
  readonly tree: WorkTree;
  readonly root: string;
  readonly folders: readonly string[];
}

/** Tracked files that are not as git's index has them, or gone. Ask only where the work tree is harmless. */
export function askDiffering(asked: Asked): Question {
  const [size = 0] = indexStamp(asked.tree) ?? [];
  const isAlone = size < MANY && availableParallelism() < FEW_PROCESSORS;
  return askGit(asked, isAlone ? [...ALONE, ...DIFFER] : DIFFER, '');
}

/** Tracked files; not those that git is told not to look at. */
export function askTracked(asked: Asked): Question {
  return askGit(asked, ['ls-files', '-v', '-z', '--'], 'H ');
}

/** The stamp of git's index; null where there is none. */
export function indexStamp({ gitDir }: WorkTree): Stamp | null {
  const stat = gitDir === null ? undefined : statOf(path.join(gitDir, 'index'));
  return stat ? stampOf(stat) : null;
}

/** @param tag what stands before each path that is meant */
function askGit({ tree, root, folders }: Asked, verb: readonly string[], tag: string): Question {
  const lead = wayDown(tree.root, root)
    .map((name) => `${name}/`)
    .join('');
  const paths = folders.map((folder) => lead + folder || '.');
  const child = startGit(tree, [...verb, ...paths], { timeout: PATIENCE, killSignal: 'SIGKILL' });
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
