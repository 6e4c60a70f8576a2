/** Kills a program that writes and commits, at random moments, and runs it again as a user would. */
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
  /** The folder below `cwd` that it writes to. Runs are only killed after their first write. */
  readonly cards: string;
  /** Checks what a kill left behind; returns whether the run was caught between its first change and its commit. */
  readonly inspect: () => boolean;
  /** Checks the result of a run that succeeded. */
  readonly settled: () => void;
}

export interface Toll {
  /** Kills between the first change and the commit. */
  readonly caught: number;
  /** Locks of a killed git that had to be deleted. */
  readonly locks: number;
}

/** Every second kill ends all processes at once, like a crash of the machine. The others end only the program. */
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
    // After other kills the lock may belong to a git that is still running.
    if (isCrash) age(`${victim.cwd}/.git/index.lock`);
    locks += again(victim, `after kill ${kill}`);
    victim.settled();
  }
  return { caught, locks };
}

/** Runs it until it succeeds, deleting the locks that its messages name, as the messages say. Returns how many there were. */
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

/** Makes a lock old, as if the user came back later than kb waits for a young lock. */
function age(lock: string): void {
  if (existsSync(lock)) utimesSync(lock, 1, 1);
}

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  /** Resolves when it writes or ends. */
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

/** Changes with each write, because another file takes the name. */
function stateOf(folder: string): string {
  const files = readdirSync(folder).map((name) => path.join(folder, name));
  return files.map((file) => `${file} ${statSync(file, { throwIfNoEntry: false })?.ino ?? ''}`).join('\n');
}

function end(child: ChildProcess, withChildren: boolean): void {
  try {
    process.kill(withChildren ? -(child.pid ?? NaN) : (child.pid ?? NaN), 'SIGKILL');
  } catch {
    // It ended before the kill.
  }
}

/** Milliseconds from the first write to the end: the longest of three runs. */
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
