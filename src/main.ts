/** The entry of the bundle: wires the real world to the command line. */
import os from 'node:os';
import { main } from './cli.js';
import { processIo } from './io.js';

/** Runs kb on this process's arguments; sets the exit code and returns. */
export async function run(): Promise<void> {
  await main(process.argv.slice(2), {
    io: (color) => processIo(process, color),
    cwd: process.cwd(),
    env: process.env,
    home: os.homedir(),
    now: () => new Date(),
  });
}
