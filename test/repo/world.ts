/** Temporary folders and real git repositories for tests. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that is deleted after the test. */
export function tempFolder(): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'kb-')));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Writes files below a folder, and makes missing folders. */
export function put(root: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

/** The environment of the tests' own git: no config except the repository's, and a fixed author. */
export const gitEnvironment = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ana',
  GIT_AUTHOR_EMAIL: 'ana@example.com',
  GIT_COMMITTER_NAME: 'Ana',
  GIT_COMMITTER_EMAIL: 'ana@example.com',
  LC_ALL: 'C',
};

/** Runs git in a folder and returns what it printed. */
export function git(cwd: string, ...args: readonly string[]): string {
  const settings = [
    '-c',
    'init.defaultBranch=main',
    '-c',
    'protocol.file.allow=always',
    '-c',
    'commit.gpgsign=false',
  ];
  const env = gitEnvironment;
  return execFileSync('git', [...settings, ...args], {
    cwd,
    env,
    encoding: 'utf8',
    stdio: 'pipe',
    maxBuffer: 2 ** 26,
  }).trim();
}

/** A repository with a commit of the files. */
export function gitRepo(files: Readonly<Record<string, string>> = { 'cards/a.md': '# A\n' }): string {
  const root = tempFolder();
  git(root, 'init', '-q');
  put(root, files);
  commit(root);
  return root;
}

export function commit(root: string, message = 'cards'): string {
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '--allow-empty', '-m', message);
  return git(root, 'rev-parse', 'HEAD');
}
