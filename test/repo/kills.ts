/** Kills a program that writes and commits, at random moments, and has it run again as a user would. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'vitest';
import { seeded } from './seeded.js';

export interface Victim {
  /** The same for every run. */
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder, below `cwd`, in which it writes: what happens before is of no interest. */
  readonly cards: string;
  /** Looks at what a kill left; answers whether the run was caught between its first change and its commit. */
  readonly inspect: () => boolean;
  /** Looks at what a run that ended well made of it. */
  readonly settled: () => void;
}

export interface Toll {
  /** Kills that fell between the first change and the commit. */
  readonly caught: number;
  /** Locks of a killed git that somebody had to delete. */
  readonly locks: number;
}

/** Every second kill is of all processes at once: a machine that goes down. The others are of the program alone. */
export async function killAtRandom(victim: Victim, kills: number, seed: number): Promise<Toll> {
  const random = seeded(seed);
  const span = await timed(victim);
  let [caught, locks] = [0, 0];
  for (let kill = 0; kill < kills; kill++) {
    const { child, ended, writing } = start(victim);
    await writing;
    await Promise.race([setTimeout(random() * span), ended]);
    const isCrash = kill % 2 === 0;
    end(child, isCrash);
    await ended;
    if (victim.inspect()) caught++;
    // Else a git that goes on without kb holds it.
    if (isCrash) age(`${victim.cwd}/.git/index.lock`);
    locks += again(victim, `after kill ${kill}`);
    victim.settled();
  }
  return { caught, locks };
}

/** Runs it to its end; a lock that its message names is deleted first, as the message says. Answers how many there were. */
function again(victim: Victim, when: string): number {
  for (let locks = 0; ; locks++) {
    const { status, stderr } = run(victim);
    if (status === 0) return locks;
    const lock = /(?:rm |Unable to create ')([^'\n]+\.lock)/.exec(stderr)?.[1];
    expect(lock, `${when}: ${stderr}`).toBeDefined();
    expect(locks, `${when}: ${stderr}`).toBeLessThan(3);
    rmSync(lock ?? '', { force: true });
  }
}

function run({ command: [file = '', ...args], cwd, env }: Victim): { status: number | null; stderr: string } {
  return spawnSync(file, args, { cwd, env, encoding: 'utf8' });
}

/** A user comes back later than the patience that a young lock is waited for with. */
function age(lock: string): void {
  if (existsSync(lock)) utimesSync(lock, 1, 1);
}

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  /** Resolves once it writes, or has ended. */
  readonly writing: Promise<void>;
}

function start({ command: [file = '', ...args], cwd, env, cards }: Victim): Run {
  const folder = path.join(cwd, cards);
  const before = stateOf(folder);
  const child = spawn(file, args, { cwd, env, stdio: 'ignore', detached: true });
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve();
    }),
  );
  const look = async (): Promise<void> => {
    while (child.exitCode === null && stateOf(folder) === before) await setTimeout(1);
  };
  return { child, ended, writing: look() };
}

/** Other after each write: another file takes the name. */
function stateOf(folder: string): string {
  const files = readdirSync(folder).map((name) => path.join(folder, name));
  return files.map((file) => `${file} ${statSync(file, { throwIfNoEntry: false })?.ino ?? ''}`).join('\n');
}

function end(child: ChildProcess, withChildren: boolean): void {
  try {
    process.kill(withChildren ? -(child.pid ?? NaN) : (child.pid ?? NaN), 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Milliseconds from its first write to its end: the longest of three runs. */
async function timed(victim: Victim): Promise<number> {
  let longest = 0;
  for (let n = 0; n < 3; n++) {
    const { ended, writing } = start(victim);
    await writing;
    const from = performance.now();
    await ended;
    victim.settled();
    longest = Math.max(longest, performance.now() - from);
  }
  return longest;
}
