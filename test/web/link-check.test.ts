/** Working and broken links, checked on a real server on the loopback interface. */
import { afterEach, describe, expect, test } from 'vitest';
import { addressOf, linkCheck, type LinkCheckOptions } from '../../src/web/link-check.js';
import type { Verdict } from '../../src/web/verdict.js';
import { statuses, testServer, type Answer, type TestServer } from './server.js';

const servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(answer: Answer): Promise<TestServer> {
  const server = await testServer(answer);
  servers.push(server);
  return server;
}

const open: LinkCheckOptions = {
  userAgent: 'kb/1.2.3 (link check)',
  guard: () => true,
  ports: () => true,
  limits: { hosts: 8, perHost: 2, pause: 0 },
};

async function verdicts(
  server: TestServer,
  paths: readonly string[],
  options: LinkCheckOptions = open,
): Promise<Verdict[]> {
  const check = linkCheck(options);
  return Promise.all(paths.map((path) => check(server.origin + path)));
}

describe('a verdict', () => {
  test.each([
    [200, { is: 'alive' }],
    [204, { is: 'alive' }],
    [404, { is: 'dead', why: '404 (not found)' }],
    [410, { is: 'dead', why: '410 (gone)' }],
    [401, { is: 'unjudged', why: 'the server said 401' }],
    [403, { is: 'unjudged', why: 'the server said 403' }],
    [429, { is: 'unjudged', why: 'the server said 429' }],
    [500, { is: 'unjudged', why: 'the server said 500' }],
    [503, { is: 'unjudged', why: 'the server said 503' }],
    [999, { is: 'unjudged', why: 'the server said 999' }],
  ] as const)('on %i', async (status, verdict) => {
    expect(await verdicts(await serve(statuses({ '/x': status })), ['/x'])).toEqual([verdict]);
  });

  test('asks for the head, and for the page only where that was bad news', async () => {
    const server = await serve((request, response) => {
      response.writeHead(request.method === 'HEAD' && request.url === '/get-only' ? 405 : 200).end();
    });
    expect(await verdicts(server, ['/good', '/get-only'])).toEqual([{ is: 'alive' }, { is: 'alive' }]);
    expect(server.asked.sort()).toEqual(['GET /get-only', 'HEAD /get-only', 'HEAD /good']);
  });

  test('tries a page where the server hangs up on HEAD', async () => {
    const server = await serve((request, response) => {
      if (request.method === 'HEAD') request.socket.destroy();
      else response.end();
    });
    expect(await verdicts(server, ['/'])).toEqual([{ is: 'alive' }]);
  });

  test('does not read the page', async () => {
    let sent = 0;
    const server = await serve((request, response) => {
      if (request.method === 'HEAD') response.writeHead(405).end();
      else {
        response.writeHead(200);
        const more = (): void => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536;
        };
        response.on('drain', more);
        more();
      }
    });
    expect(await verdicts(server, ['/endless'])).toEqual([{ is: 'alive' }]);
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });

  test('on a refused connection, and a server that says nothing in time', async () => {
    const gone = await serve(statuses({}));
    await gone.close();
    expect(await verdicts(gone, ['/'])).toEqual([{ is: 'dead', why: 'the connection was refused' }]);
    const silent = await serve(() => undefined);
    expect(await verdicts(silent, ['/'], { ...open, timeout: 50 })).toEqual([
      { is: 'unjudged', why: 'the server did not answer' },
    ]);
  });

  test('sends a name, and neither cookies nor passwords nor where the link stands', async () => {
    const server = await serve((request, response) => {
      response.writeHead(request.url === '/' ? 302 : 200, { 'set-cookie': 'a=b', location: '/next' }).end();
    });
    const address = addressOf(server.origin.replace('//', '//ana:secret@') + '/#part') ?? '';
    await linkCheck(open)(address);
    expect(address).not.toContain('secret');
    expect(server.headers.map((each) => Object.keys(each).sort())).toEqual([
      ['accept', 'connection', 'host', 'user-agent'],
      ['accept', 'connection', 'host', 'user-agent'],
    ]);
    expect(server.headers[0]?.['user-agent']).toBe('kb/1.2.3 (link check)');
  });
});

describe('a redirect', () => {
  test('is followed; one that is for good is told', async () => {
    const server = await serve(statuses({ '/gone': 404 }));
    const { origin } = server;
    expect(
      await verdicts(server, ['/302/x', '/301/x', '/308/301/x', '/301/302/x', '/302/301/x', '/301/gone']),
    ).toEqual([
      { is: 'alive' },
      { is: 'moved', to: `${origin}/x` },
      { is: 'moved', to: `${origin}/x` },
      { is: 'moved', to: `${origin}/302/x` },
      { is: 'alive' },
      { is: 'dead', why: '404 (not found)' },
    ]);
  });

  test('that only adds a slash is none', async () => {
    const server = await serve((request, response) => {
      response.writeHead(request.url === '/docs' ? 301 : 200, { location: '/docs/' }).end();
    });
    expect(await verdicts(server, ['/docs'])).toEqual([{ is: 'alive' }]);
  });

  test('is followed five times', async () => {
    const server = await serve(statuses({}));
    expect(await verdicts(server, ['/302'.repeat(5) + '/x', '/302'.repeat(6) + '/x'])).toEqual([
      { is: 'alive' },
      { is: 'unjudged', why: 'it redirects endlessly' },
    ]);
  });

  test.each(['file:///etc/passwd', 'http://', 'javascript:alert(1)', 'http://[::zz]/'])(
    'to %s is not followed',
    async (location) => {
      const server = await serve((_, response) => {
        response.writeHead(302, { location }).end();
      });
      expect(await verdicts(server, ['/'])).toEqual([
        { is: 'unjudged', why: 'it redirects to a URL that cannot be read' },
      ]);
    },
  );

  test('into a network of one’s own is not followed', async () => {
    const inside = await serve(statuses({}));
    const outside = await serve((_, response) => {
      response.writeHead(302, { location: inside.origin.replace('127.0.0.1', 'localhost') }).end();
    });
    // The first host may be contacted; a name that resolves to the same address may not.
    let asked = 0;
    const guard = (): boolean => (asked += 1) === 1;
    expect(await verdicts(outside, ['/'], { ...open, guard })).toEqual([
      { is: 'unjudged', why: 'the host is not on the public internet' },
    ]);
    expect(inside.asked).toEqual([]);
  });
});

describe('limits', () => {
  test('no more requests to a host at once than allowed, and a pause between them', async () => {
    const started: number[] = [];
    const server = await serve((_, response) => {
      started.push(performance.now());
      setTimeout(() => response.end(), 30);
    });
    const paths = Array.from({ length: 10 }, (_, at) => `/${at}`);
    const limits = { hosts: 8, perHost: 2, pause: 20 };
    expect(await verdicts(server, paths, { ...open, limits })).toEqual(paths.map(() => ({ is: 'alive' })));
    expect(server.most()).toBe(2);
    expect((started.at(-1) ?? 0) - (started[0] ?? 0)).toBeGreaterThan(9 * 15);
  });

  test('no more hosts at once than allowed', async () => {
    let busy = 0;
    let most = 0;
    const answer: Answer = (_, response) => {
      busy += 1;
      most = Math.max(most, busy);
      setTimeout(() => {
        busy -= 1;
        response.end();
      }, 20);
    };
    const server = await serve(answer);
    const check = linkCheck({ ...open, limits: { hosts: 3, perHost: 1, pause: 0 } });
    // Other addresses in 127.0.0.0/8 would need a server on every interface, which could be reached from elsewhere.
    const hosts = ['127.0.0.1', 'localhost', '0.0.0.0', '[::ffff:127.0.0.1]'];
    const found = await Promise.all(hosts.map((host) => check(server.origin.replace('127.0.0.1', host))));
    expect(found.filter(({ is }) => is === 'alive').length).toBeGreaterThanOrEqual(3);
    expect(most).toBeLessThanOrEqual(3);
  });

  test('a host of which nothing is heard is asked three times, not for every page', async () => {
    const server = await serve(() => undefined);
    const paths = Array.from({ length: 9 }, (_, at) => `/${at}`);
    const limits = { hosts: 1, perHost: 1, pause: 0 };
    const found = await verdicts(server, paths, { ...open, limits, timeout: 30 });
    expect(found).toEqual(paths.map(() => ({ is: 'unjudged', why: 'the server did not answer' })));
    expect(server.asked).toEqual(['HEAD /0', 'HEAD /1', 'HEAD /2']);
  });

  test('nobody is asked once it is pointless', async () => {
    const server = await serve(statuses({}));
    expect(await linkCheck(open)(server.origin, () => true)).toEqual({
      is: 'unjudged',
      why: 'the server did not answer',
    });
    expect(server.asked).toEqual([]);
  });

  test('a host that has had enough is left alone', async () => {
    const server = await serve((_, response) => {
      response.writeHead(429, { 'retry-after': '120' }).end();
    });
    const limits = { hosts: 1, perHost: 1, pause: 0 };
    const found = await verdicts(server, ['/1', '/2', '/3'], { ...open, limits });
    expect(found).toEqual(Array(3).fill({ is: 'unjudged', why: 'the server said 429' }));
    expect(server.asked).toEqual(['HEAD /1']);
  });
});

describe('an address', () => {
  test.each([
    ['https://acme.com/a?b=c#d', 'https://acme.com/a?b=c'],
    ['HTTPS://ACME.com', 'https://acme.com/'],
    ['https://ana:secret@acme.com/', 'https://acme.com/'],
    ['http://10.0.0.1/', 'http://10.0.0.1/'],
    ['mailto:ana@acme.com', null],
    ['../refunds.md', null],
    ['https://', null],
    ['https://{{ host }}/', null],
    ['https://wiki/page', null],
    ['https://shop.example/', null],
    ['https://example.com/x', null],
    ['https://api.example.com/x', null],
    ['http://build.corp/', null],
    ['http://localhost:3000', null],
    [`https://acme.com/${'a'.repeat(2000)}`, null],
  ])('of %s is %s', (target, address) => {
    expect(addressOf(target)).toBe(address);
  });

  test('on a port where no pages are is not asked', async () => {
    const server = await serve(statuses({}));
    const { userAgent, guard } = { ...open, guard: () => true };
    expect(await verdicts(server, ['/'], { userAgent, guard })).toEqual([
      { is: 'unjudged', why: 'the port is not used for web pages' },
    ]);
    expect(server.asked).toEqual([]);
  });
});
