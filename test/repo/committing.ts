/** A command that records something, as the commit tests call it: checks whether it may, writes, commits. */
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { makeChanges, type CommitResult } from '../../src/repo/commit.js';
import { diskRepo } from '../../src/repo/disk.js';
import { openGit } from '../../src/repo/git.js';
import type { CommitMessage } from '../../src/trust/commit-message.js';
import { findWorkTree } from '../../src/repo/place.js';
import { refuseCommit, type Edits } from '../../src/repo/refuse.js';
import type { Change } from '../../src/repo/rewrite.js';
import { git, gitRepo, put } from './world.js';

/** The environment of the user's own git, under whose name kb commits. */
export const USER = {
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  EDITOR: 'false',
  PAGER: 'false',
};

type Environment = Readonly<Record<string, string | undefined>>;

export async function carryOut(
  root: string,
  changes: readonly Change[],
  {
    edits,
    env = USER,
    message = { subject: 'Say so' },
  }: { readonly edits?: Edits; readonly env?: Environment; readonly message?: CommitMessage } = {},
): Promise<CommitResult> {
  const git = openGit(root, env);
  const gitDir = findWorkTree(root)?.gitDir ?? '';
  await refuseCommit(changes, { git, gitDir }, edits && { edits });
  return makeChanges(diskRepo(root), changes, { git, message });
}

/** A change that adds a line to a file as it is. */
export function edit(root: string, file = 'cards/a.md', line = 'more\n'): Change {
  const before = read(root, file);
  return { path: file, before, after: before + line };
}

/** A repository with an author. */
export function repository(files: Readonly<Record<string, string>> = { 'cards/a.md': '# A\n' }): string {
  return named(gitRepo(files));
}

export function named(root: string): string {
  git(root, 'config', 'user.name', 'Ana');
  git(root, 'config', 'user.email', 'ana@example.com');
  return root;
}

export const read = (root: string, file: string): string => readFileSync(path.join(root, file), 'utf8');
export const isThere = (root: string, file: string): boolean => existsSync(path.join(root, file));

/** The files of the last commit. */
export const committed = (root: string): string[] =>
  git(root, 'show', '--format=', '--name-only', '--no-renames', '-z', 'HEAD')
    .split('\0')
    .filter(Boolean)
    .sort();

export function program(root: string, file: string, script: string): string {
  put(root, { [file]: `#!/bin/sh\n${script}\n` });
  chmodSync(path.join(root, file), 0o755);
  return path.join(root, file);
}

export function hook(root: string, name: string, script: string): void {
  program(root, `.git/hooks/${name}`, script);
}
