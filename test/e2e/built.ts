/** The built kb in a base, started as a user would, and the answers it must give. */
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { askBase } from '../../src/base/search/search.js';
import { baseOf, configAround } from '../../src/base/base.js';
import type { Day } from '../../src/day.js';
import { searchJson } from '../../src/format/json.js';
import { diskRepo } from '../../src/repo/disk.js';
import { root } from '../build.js';

const bin = path.join(root, 'bin/kb.js');

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<Ran>;
}

export interface How {
  readonly env?: Readonly<Record<string, string>>;
  /** The user it runs as. */
  readonly uid?: number;
}

/** Starts kb in its own process group. */
export function startKb(cwd: string, args: readonly string[], { env = {}, uid }: How = {}): Run {
  const child = spawn(process.execPath, [bin, ...args], {
    cwd,
    env: {
      PATH: process.env['PATH'],
      HOME: '/nonexistent',
      XDG_CACHE_HOME: path.join(cwd, '../no-cache'),
      GIT_CONFIG_NOSYSTEM: '1',
      KB_TODAY: '2026-11-21',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  const out = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      out[stream] += text;
    });
  }
  const ended = new Promise<Ran>((resolve) => {
    child.on('close', (code) => {
      resolve({ code, ...out });
    });
  });
  return { child, ended };
}

export function kb(cwd: string, args: readonly string[], how?: How): Promise<Ran> {
  return startKb(cwd, args, how).ended;
}

export interface Hit {
  readonly path: string;
  readonly title: string;
  readonly score: number;
}

/** All hits. Throws if the search did not answer. */
export function hitsOf({ code, stdout, stderr }: Ran): Hit[] {
  try {
    return (JSON.parse(stdout) as { hits: Hit[] }).hits;
  } catch {
    throw new Error(`exit code ${code ?? 'none'}: ${stdout}${stderr}`);
  }
}

/** Scores by path. */
export function scoresOf(hits: readonly Hit[]): Record<string, number> {
  return Object.fromEntries(hits.map((hit) => [hit.path, hit.score]));
}

/** The same scores from an index made of the cards alone. */
export async function scoresOfCards(root: string, text: string): Promise<Record<string, number>> {
  const world = { dayIn: () => '2026-11-21' as Day, progress: () => undefined };
  const base = baseOf(diskRepo(root), await configAround(root), null, world);
  const stdout = searchJson(await askBase(base, { text, limit: 0 }), null);
  return scoresOf(hitsOf({ code: 0, stdout, stderr: '' }));
}
