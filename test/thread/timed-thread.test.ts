/** Threads that answer, take too long, or die: the next job always gets a thread. */
import { afterEach, expect, test } from 'vitest';
import { TimedThread } from '../../src/thread/timed-thread.js';

const ECHO = `
import { parentPort } from 'node:worker_threads';
parentPort.on('message', (job) => {
  if (job === 'loop') for (;;);
  if (job === 'throw') throw new Error('no');
  if (job === 'exit') process.exit(1);
  if (job === 'deep') { const deep = () => deep() + 1; deep(); }
  parentPort.postMessage(job.length);
});
parentPort.postMessage('ready');
`;

let thread: TimedThread | undefined;
afterEach(() => thread?.end());

function echo(): TimedThread {
  return (thread = new TimedThread(new URL(`data:text/javascript,${encodeURIComponent(ECHO)}`), 500));
}

test('answers, job after job', async () => {
  const asked = echo();
  expect([await asked.ask('one'), await asked.ask('three')]).toEqual([3, 5]);
});

test.each(['loop', 'throw', 'exit', 'deep'])(
  '%s has no answer, and does not stop the next one',
  async (job) => {
    const asked = echo();
    expect(await asked.ask(job)).toBeNull();
    expect(await asked.ask('one')).toBe(3);
  },
);

test('a thread that ends while it loads has no answer', async () => {
  thread = new TimedThread(new URL('data:text/javascript,process.exit(0)'), 500);
  expect(await thread.ask('one')).toBeNull();
});

test('a thread that cannot start has no answer', async () => {
  thread = new TimedThread(new URL('data:text/javascript,throw new Error()'), 500);
  expect(await thread.ask('one')).toBeNull();
});
