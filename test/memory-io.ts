/** Runs kb in the test's own process, with an Io that keeps what is written. */
import { Readable } from 'node:stream';
import { main } from '../src/cli.js';
import type { Environment, Io, Output } from '../src/io.js';

export interface BufferIo extends Io {
  readonly out: string;
  readonly err: string;
}

export interface BufferOptions {
  readonly terminal?: boolean;
  readonly color?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  readonly unicode?: boolean;
  /** Standard input: a text, or chunks of its bytes. */
  readonly input?: string | readonly Uint8Array[];
}

export function bufferIo(options: BufferOptions = {}): BufferIo {
  const written = { out: '', err: '' };
  const output = (name: 'out' | 'err'): Output => ({
    write: (text) => {
      written[name] += text;
    },
    isTerminal: options.terminal ?? false,
    columns: options.columns ?? 80,
    rows: options.rows ?? 24,
    color: options.color ?? false,
  });
  return {
    stdout: output('out'),
    stderr: output('err'),
    stdin: Readable.from(
      typeof options.input === 'string' ? [Buffer.from(options.input)] : (options.input ?? []),
      {
        objectMode: false,
      },
    ),
    unicode: options.unicode ?? true,
    exitCode: 0,
    get out() {
      return written.out;
    },
    get err() {
      return written.err;
    },
  };
}

/** Runs one command line in this process. */
export async function kb(
  args: readonly string[],
  surroundings: BufferOptions & { readonly cwd: string; readonly env?: Environment; readonly home?: string },
): Promise<{ readonly out: string; readonly err: string; readonly code: number }> {
  const io = bufferIo(surroundings);
  await main(args, {
    io: () => io,
    cwd: surroundings.cwd,
    // The developer's own use of this clone must not affect the order of search results.
    env: { KB_USAGE: 'off', ...surroundings.env },
    home: surroundings.home ?? surroundings.cwd,
    now: () => new Date('2026-11-21T12:00:00Z'),
  });
  return { out: io.out, err: io.err, code: io.exitCode };
}
