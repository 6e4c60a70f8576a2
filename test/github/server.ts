/**
 * GitHub on this machine, for tests: `startGitHub()` gives the address for GITHUB_API_URL, the state behind it, the
 * requests it got, and ways to make it fail. Requests and its own answers are checked against GitHub's own description of
 * the API.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { refuse, type Answer } from './answer.js';
import { Faults, type FaultyRequest } from './faults.js';
import { graphql } from './graphql.js';
import { MALFORMED, seen, standingHeaders, tokenIn } from './incoming.js';
import { rest } from './rest.js';
import { State, type StateOptions } from './state.js';

export interface GitHubOptions extends StateOptions {
  /** Seed for faults that happen by chance. */
  readonly seed?: number;
}

/** A request that came in, in the order of arrival. */
export interface SeenRequest extends FaultyRequest {
  /** `null` if the connection was cut, or no answer was sent yet. */
  status: number | null;
  /** Milliseconds since the server started. */
  readonly began: number;
  ended: number;
  /** Whether it may have changed something: all but GET and GraphQL queries. */
  readonly isWrite: boolean;
}

export interface GitHub {
  /** Without a slash at the end. */
  readonly url: string;
  readonly state: State;
  readonly faults: Faults;
  readonly requests: SeenRequest[];
  /** What the API does not know in requests, which were answered with 422 or 404. */
  readonly violations: string[];
  /** The requests that may have changed something. */
  writes(): readonly SeenRequest[];
  /** Throws if the loopback GitHub itself answered what GitHub would not. */
  close(): Promise<void>;
}

export async function startGitHub(options: GitHubOptions = {}): Promise<GitHub> {
  const state = new State(options);
  const faults = new Faults(options.seed ?? 1);
  const requests: SeenRequest[] = [];
  const violations: string[] = [];
  const mistakes: string[] = [];
  const start = performance.now();
  let url = '';

  async function answerTo(request: SeenRequest, incoming: IncomingMessage): Promise<Answer> {
    const token = state.directory.tokens.get(tokenIn(incoming) ?? '');
    if (token === undefined) {
      const isSent = incoming.headers.authorization !== undefined;
      return refuse(401, isSent ? 'Bad credentials' : 'Requires authentication').answer;
    }
    if (request.body === MALFORMED) return refuse(400, 'Problems parsing JSON').answer;
    if (request.path === '/graphql') return await graphql(state, token, request.body);
    const { 'if-none-match': ifNoneMatch } = incoming.headers;
    const done = await rest(state, url, { ...request, token, ifNoneMatch });
    violations.push(...done.violations);
    mistakes.push(...done.mistakes);
    if (done.mistakes.length === 0) return done.answer;
    return refuse(500, 'The loopback GitHub answered what GitHub would not', { errors: done.mistakes })
      .answer;
  }

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const began = performance.now() - start;
    const sent = await text(incoming);
    const request = seen(incoming, sent, began);
    requests.push(request);
    const fault = faults.next(request);
    if (fault?.wait !== undefined) await sleep(fault.wait);
    const carried = fault?.before ?? (await answerTo(request, incoming));
    const answer = fault?.after ?? carried;
    request.ended = performance.now() - start;
    if (answer === 'cut') {
      incoming.socket.destroy();
      return;
    }
    request.status = answer.status;
    const standing = standingHeaders(state, request, requests.length, tokenIn(incoming) ?? '');
    response.writeHead(answer.status, { ...standing, ...answer.headers });
    // A string is sent as it is, so that a fault can send invalid JSON.
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  }

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => {
      const told = String(error instanceof Error ? error.stack : error);
      mistakes.push(told);
      response.writeHead(500).end(told);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    state,
    faults,
    requests,
    violations,
    writes: () => requests.filter((request) => request.isWrite),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (mistakes.length > 0) throw new Error(`the loopback GitHub is wrong:\n${mistakes.join('\n')}`);
    },
  };
}
