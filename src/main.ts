/** The entry point of the bundle: connects the command line to the real process. */
import os from 'node:os';
import { main } from './cli.js';
import { processIo, type ColorChoice, type Io } from './io.js';

/** Runs kb with the arguments of this process; sets the exit code and returns. */
export async function run(): Promise<void> {
  const streams = new Map<ColorChoice, Io>();
  await main(process.argv.slice(2), {
    io: (color) => {
      const io = streams.get(color) ?? processIo(process, color);
      streams.set(color, io);
      return io;
    },
    cwd: process.cwd(),
    env: process.env,
    home: os.homedir(),
    now: () => new Date(),
  });
}
