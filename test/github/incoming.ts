/** Parses incoming requests, and makes the headers of every answer. */
import type { IncomingMessage } from 'node:http';
import { isMutation } from './graphql.js';
import type { SeenRequest } from './server.js';
import type { State } from './state.js';

/** The body of a request that is not valid JSON. */
export const MALFORMED = Symbol('malformed');

export function seen(incoming: IncomingMessage, sent: string, began: number): SeenRequest {
  const method = incoming.method ?? 'GET';
  // Through a proxy, the request line has the whole URL.
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const path = url.pathname.replace(/^\/api\/v3(?=\/)|^\/api(?=\/graphql$)/, '');
  const body = parsed(sent);
  const isWrite = path === '/graphql' ? isMutation(body) : method !== 'GET';
  return { method, path, query: url.searchParams, body, isWrite, status: null, began, ended: began };
}

/** Undefined if there is none. */
function parsed(sent: string): unknown {
  if (sent === '') return undefined;
  try {
    return JSON.parse(sent);
  } catch {
    return MALFORMED;
  }
}

/** GitHub treats `Bearer` and `token` alike. */
export function tokenIn(incoming: IncomingMessage): string | undefined {
  return /^(?:bearer|token) (\S+)$/i.exec(incoming.headers.authorization ?? '')?.[1];
}

export function standingHeaders(
  state: State,
  request: SeenRequest,
  count: number,
  token: string,
): Record<string, string> {
  const limit = state.directory.tokens.get(token)?.kind === 'app' ? 1000 : 5000;
  const used = count % limit;
  return {
    date: state.clock.httpDate(),
    'content-type': 'application/json; charset=utf-8',
    'x-github-request-id': `LOOP:${count}`,
    'x-github-media-type': 'github.v3; format=json',
    'x-accepted-github-permissions': request.method === 'GET' ? 'issues=read' : 'issues=write',
    ...(token.startsWith('ghp_') && { 'x-oauth-scopes': 'repo', 'x-accepted-oauth-scopes': 'repo' }),
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(limit - used),
    'x-ratelimit-used': String(used),
    'x-ratelimit-reset': String(state.clock.seconds() + 3600),
    'x-ratelimit-resource': request.path === '/graphql' ? 'graphql' : 'core',
  };
}
