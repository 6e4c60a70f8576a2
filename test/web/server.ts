/** A real web server on the loopback interface that logs its requests. */
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TestServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** `HEAD /path`, in the order of arrival. */
  readonly asked: string[];
  /** The highest number of simultaneous requests. */
  readonly most: () => number;
  readonly headers: IncomingMessage['headers'][];
  close(): Promise<void>;
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export async function testServer(answer: Answer): Promise<TestServer> {
  const asked: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  let open = 0;
  let most = 0;
  const server = http.createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    headers.push(request.headers);
    open += 1;
    most = Math.max(most, open);
    response.once('close', () => (open -= 1));
    answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    headers,
    most: () => most,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => {
          done();
        });
      }),
  };
}

/** Answers with statuses by path, with 200 elsewhere; `/302/x` and `/301/x` redirect to `/x`. */
export function statuses(byPath: Readonly<Record<string, number>>): Answer {
  return (request, response) => {
    const url = request.url ?? '';
    const redirect = /^\/(30\d)(\/.*)$/.exec(url);
    if (redirect) response.writeHead(Number(redirect[1]), { location: redirect[2] ?? '' });
    else response.writeHead(byPath[url] ?? 200);
    response.end('a page');
  };
}
