/** Turns: canceled work takes none, and every waiting host gets its turn. */
import { expect, test } from 'vitest';
import { HostQueue } from '../../src/web/host-queue.js';

const yes = (): boolean => true;

test('what is not needed any more when its turn comes takes no time', async () => {
  const turns = new HostQueue({ hosts: 1, perHost: 1, pause: 20 });
  let needed = true;
  const started = performance.now();
  const first = turns.take('a', yes, () => {
    needed = false;
    return Promise.resolve('done');
  });
  const rest = Array.from({ length: 1000 }, () =>
    turns.take(
      'a',
      () => needed,
      () => Promise.resolve('done'),
    ),
  );
  expect(await first).toBe('done');
  expect(new Set(await Promise.all(rest))).toEqual(new Set([null]));
  // A thousand pauses would take 20 s.
  expect(performance.now() - started).toBeLessThan(10_000);
});

test('each of many hosts has its turn, also where work fails', async () => {
  const turns = new HostQueue({ hosts: 2, perHost: 1, pause: 0 });
  let open = 0;
  let most = 0;
  const work = async (host: number): Promise<number> => {
    most = Math.max(most, (open += 1));
    await new Promise((done) => setTimeout(done, 1));
    open -= 1;
    if (host % 3 === 0) throw new Error('no');
    return host;
  };
  const all = await Promise.allSettled(
    Array.from({ length: 30 }, (_, at) => turns.take(`host-${at % 10}`, yes, () => work(at))),
  );
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
  expect(most).toBe(2);
});

test('hosts of which nothing is needed any more stand in nobody’s way', async () => {
  const turns = new HostQueue({ hosts: 1, perHost: 1, pause: 0 });
  let needed = true;
  const works = ['a', 'b', 'c', 'd'].map((host) =>
    turns.take(
      host,
      () => needed || host === 'd',
      () => {
        needed = false;
        return Promise.resolve(host);
      },
    ),
  );
  expect(await Promise.all(works)).toEqual(['a', null, null, 'd']);
});
