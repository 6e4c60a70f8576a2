/** When `kb` without a command opens the full screen. */
import { beforeEach, expect, test, vi } from 'vitest';
import { main } from '../src/cli.js';
import { runScreen } from '../src/tui/run.js';
import { bufferIo } from './memory-io.js';

vi.mock('../src/tui/run.js', () => ({ runScreen: vi.fn(() => Promise.resolve()) }));
beforeEach(() => vi.mocked(runScreen).mockClear());

/** Whether the full screen opens for these arguments, by default in a terminal. */
async function opens({
  args = [],
  env = {},
  stdin = true,
  stdout = true,
}: {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: boolean;
  readonly stdout?: boolean;
}): Promise<boolean> {
  const io = bufferIo({ terminal: stdout });
  Object.assign(io.stdin, { isTTY: stdin });
  await main(args, { io: () => io, cwd: '/', env, home: '/', now: () => new Date('2026-11-21T12:00:00Z') });
  return vi.mocked(runScreen).mock.calls.length > 0;
}

test('at a terminal', async () => {
  expect(await opens({})).toBe(true);
  expect(await opens({ args: ['--color', 'never'] })).toBe(true);
});

test.each([
  ['input that is no terminal', { stdin: false }],
  ['output that is no terminal', { stdout: false }],
  ['--json', { args: ['--json'] }],
  ['a terminal that can draw nothing', { env: { TERM: 'dumb' } }],
  ['CI', { env: { CI: 'true' } }],
  ['a command', { args: ['lint', '--rules'] }],
])('not with %s', async (_, surroundings) => {
  expect(await opens(surroundings)).toBe(false);
});
