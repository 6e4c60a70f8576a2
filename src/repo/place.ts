/** Finds the root of the base, its config and its git folder by walking up; git is not run. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { readText, statOf } from './open.js';

export interface Place {
  /**
   * Absolute path: the folder of the nearest config, else the root of the git work tree, else the folder where the search
   * began.
   */
  readonly root: string;
  /** Absolute path of the config; null if there is none. */
  readonly config: string | null;
  /** Absolute path of the git folder of this work tree; null outside git and if it is missing. */
  readonly gitDir: string | null;
}

export interface WorkTree {
  readonly root: string;
  /** Null if `.git` is a file that leads nowhere. */
  readonly gitDir: string | null;
}

/** Bytes of a file that holds one path. */
const POINTER = 16 * 1024;
/** Names of a config, in order of precedence. */
export const CONFIGS = ['kb.config.yaml', 'kb.config.yml', 'kb.config.json'] as const;

/** Looks in a folder and those above it, up to the root of the git work tree, or outside git to the top. */
export function findRoot(cwd: string): Place {
  const tree = findWorkTree(cwd);
  for (const folder of upwards(cwd)) {
    const config = CONFIGS.map((name) => path.join(folder, name)).find((file) => statOf(file)?.isFile());
    if (config) return { root: folder, config, gitDir: tree?.gitDir ?? null };
    if (folder === tree?.root) break;
  }
  return { root: tree?.root ?? path.resolve(cwd), config: null, gitDir: tree?.gitDir ?? null };
}

/** The git work tree that contains a folder; null outside git. */
export function findWorkTree(folder: string): WorkTree | null {
  for (const root of upwards(folder)) {
    const dotGit = path.join(root, '.git');
    const stat = statOf(dotGit);
    if (stat?.isFile()) return { root, gitDir: linkedGitDir(root) };
    if (stat?.isDirectory() && existsSync(path.join(dotGit, 'HEAD'))) return { root, gitDir: dotGit };
  }
  return null;
}

/** The git folder that the `.git` file of a linked work tree or a submodule names; null if it leads nowhere. */
export function linkedGitDir(workTree: string): string | null {
  const target = /^gitdir: ([^\0\r\n]+)/.exec(readText(path.join(workTree, '.git'), POINTER) ?? '')?.[1];
  if (target === undefined) return null;
  const gitDir = path.resolve(workTree, target);
  return existsSync(path.join(gitDir, 'HEAD')) ? gitDir : null;
}

/** Whether a git folder belongs to a submodule rather than to a linked work tree. */
export function isSubmodule(gitDir: string): boolean {
  return /[/\\]modules[/\\](?!.*[/\\]worktrees[/\\])/.test(gitDir);
}

/** The folder that all work trees of a repository share: refs, config, objects. */
export function commonDir(gitDir: string): string {
  const shared = readText(path.join(gitDir, 'commondir'), POINTER)?.trim();
  return shared ? path.resolve(gitDir, shared) : gitDir;
}

/** The names of the folders from a work tree's root down to a folder in it. */
export function pathSegments(top: string, folder: string): string[] {
  return path.relative(top, folder).split(path.sep).filter(Boolean);
}

/** The path from the root of the git work tree to a folder in it, with `/` at the end; '' for the root, and outside git. */
export function prefixOf(folder: string): string {
  const top = findWorkTree(folder)?.root ?? folder;
  return pathSegments(top, folder)
    .map((name) => `${name}/`)
    .join('');
}

function* upwards(folder: string): Generator<string> {
  let current = path.resolve(folder);
  for (let above = path.dirname(current); ; current = above, above = path.dirname(current)) {
    yield current;
    if (above === current) return;
  }
}
