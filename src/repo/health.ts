/** Checks what may cause trouble on this machine: Node, git, the clone. `kb doctor` prints the results. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { lagOf } from './behind.js';
import { indexLockedSince, operationUnderWay, readHead } from './git-dir.js';
import type { Git } from './git.js';
import { statOf } from './open.js';
import type { Place } from './place.js';
import type { CloneState } from './repo.js';
import { quoted } from '../text/shell.js';

/** One thing that was checked. */
export interface Check {
  /** A word or two: `git`, `user.email`. */
  readonly name: string;
  /** False: something will fail. `warn`: it works, but not everything is available. */
  readonly ok: boolean | 'warn';
  /** The result, in a few words. */
  readonly found: string;
  /** The next command to type; null if there is nothing to do. */
  readonly fix: string | null;
}

export interface HealthInputs {
  readonly place: Place;
  readonly clone: CloneState | null;
  readonly git: Git;
  /** For example `v20.19.0`. */
  readonly nodeVersion: string;
  readonly now: Date;
}

const OLDEST_NODE = [20, 19] as const;
/** Minutes after which a lock has more likely been left behind than is in use. */
const LOCK_OLD = 10;

/** All checks, in the order in which a user should fix them. */
export async function examine(inputs: HealthInputs): Promise<readonly Check[]> {
  return [node(inputs), ...(await gitChecks(inputs))];
}

function node({ nodeVersion }: HealthInputs): Check {
  const [major = 0, minor = 0] = nodeVersion.replace(/^v/, '').split('.').map(Number);
  const [least, leastMinor] = OLDEST_NODE;
  const ok = major > least || (major === least && minor >= leastMinor);
  return {
    name: 'node',
    ok,
    found: nodeVersion,
    fix: ok ? null : `install Node ${least}.${leastMinor} or later`,
  };
}

async function gitChecks({ place, clone, git, now }: HealthInputs): Promise<Check[]> {
  const version = await git.version();
  if (version === null) {
    return [
      {
        name: 'git',
        ok: 'warn',
        found: 'not installed: search works, but the age of the clone is unknown',
        fix: 'install git',
      },
    ];
  }
  const installed: Check = { name: 'git', ok: true, found: version, fix: null };
  const email = (await git.identity()).email;
  const author: Check =
    email === null
      ? {
          name: 'user.email',
          ok: 'warn',
          found: 'not set: git cannot tell who commits',
          fix: 'git config --global user.email you@example.com',
        }
      : { name: 'user.email', ok: true, found: email, fix: null };
  if (place.gitDir === null) return [installed, author, outside(place)];
  if (await git.isDistrusted()) return [installed, author, distrusted(place)];
  return [
    installed,
    author,
    branch(place.gitDir, clone, await git.upstream()),
    ...(clone?.shallow ? [SHALLOW] : []),
    lag(clone, now),
    ...underWay(place.gitDir),
    ...locked(place.gitDir, now),
  ];
}

function outside({ root }: Place): Check {
  const found = ((): readonly [found: string, fix: string] => {
    if (statOf(path.join(root, '.git'))?.isDirectory()) {
      return ['.git is not a readable repository', 'git status'];
    }
    if (existsSync(path.join(root, '.git'))) {
      return ['.git leads nowhere', 'git worktree repair, or git submodule update --init'];
    }
    const isBare = ['HEAD', 'objects', 'refs'].every((name) => existsSync(path.join(root, name)));
    if (isBare) return ['a bare repository, which has no files', `git clone ${quoted(root)} FOLDER`];
    return ['not in a git repository: there is no record of who changed a card', 'git init'];
  })();
  return { name: 'repository', ok: 'warn', found: found[0], fix: found[1] };
}

function distrusted({ root }: Place): Check {
  const fix = `git config --global --add safe.directory ${quoted(root)}`;
  return { name: 'repository', ok: false, found: 'another user owns it, so git refuses to read it', fix };
}

function branch(gitDir: string, clone: CloneState | null, upstream: string | null): Check {
  if (!clone?.head) {
    return {
      name: 'branch',
      ok: 'warn',
      found: 'no commit yet',
      fix: 'git add . && git commit -m "First cards"',
    };
  }
  const name = readHead(gitDir).branch?.replace(/^refs\/heads\//, '');
  const found =
    name === undefined ? `detached at ${clone.head.slice(0, 12)}` : `${name} → ${upstream ?? 'no upstream'}`;
  return { name: 'branch', ok: true, found, fix: null };
}

const SHALLOW: Check = {
  name: 'history',
  ok: 'warn',
  found: 'a shallow clone: history and statistics see only the latest commits',
  fix: 'git fetch --unshallow',
};

function lag(clone: CloneState | null, now: Date): Check {
  const found = lagOf(clone, now);
  return {
    name: 'up to date',
    ok: found ? 'warn' : true,
    found: found?.found ?? 'yes',
    fix: found?.fix ?? null,
  };
}

function underWay(gitDir: string): Check[] {
  const operation = operationUnderWay(gitDir);
  if (operation === null) return [];
  const fix = `git ${operation} --continue, or git ${operation} --abort`;
  return [
    {
      name: 'operation',
      ok: 'warn',
      found: `a ${operation} is in progress: cards may contain both sides`,
      fix,
    },
  ];
}

function locked(gitDir: string, now: Date): Check[] {
  const since = indexLockedSince(gitDir);
  const minutes = since === null ? 0 : Math.floor((now.getTime() - since) / 60_000);
  if (minutes < LOCK_OLD) return [];
  const fix = `rm ${quoted(path.join(gitDir, 'index.lock'))}   # if no other git is running`;
  return [
    { name: 'index.lock', ok: 'warn', found: `locked for ${minutes} minutes: nothing can be committed`, fix },
  ];
}
