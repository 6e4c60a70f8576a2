/** How the loopback GitHub fails on a test's request: before or after it carries a request out. */
import type { Answer } from './answer.js';

export interface FaultyRequest {
  readonly method: string;
  /** Without prefix and query: `/repos/acme/kb/issues`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** An answer instead of the real one; `cut` breaks the connection without one. */
type Instead = Answer | 'cut';

export interface Fault {
  /** Milliseconds to wait before anything else. */
  readonly wait?: number;
  /** Sent instead of carrying out the request. */
  readonly before?: Instead;
  /** Sent after carrying out the request, so that its outcome is lost. */
  readonly after?: Instead;
}

export type Which = (request: FaultyRequest) => boolean;

export interface Often {
  /** How many matching requests succeed first. Default: 0. */
  readonly skip?: number;
  /** How many requests fail; Infinity for all. Default: 1. */
  readonly times?: number;
  /** The probability for each request, from 0 to 1. Default: 1. */
  readonly chance?: number;
}

/** Kinds of requests. */
export const ANY: Which = () => true;
export const WRITE: Which = ({ method }) => method !== 'GET';
export const LIST: Which = ({ method, path }) => method === 'GET' && path.endsWith('/issues');
export const CREATE: Which = ({ method, path }) => method === 'POST' && path.endsWith('/issues');
export const GET_ISSUE: Which = ({ method, path }) => method === 'GET' && /\/issues\/\d+$/.test(path);
export const UPDATE: Which = ({ method, path }) => method === 'PATCH' && /\/issues\/\d+$/.test(path);
export const COMMENT: Which = ({ method, path }) => method === 'POST' && path.endsWith('/comments');
export const GRAPHQL: Which = ({ path }) => path === '/graphql';
export const LIST_PAGE = (page: number): Which => {
  return (request) => LIST(request) && Number(request.query.get('page') ?? 1) === page;
};

const failed = (status: number): Answer => ({ status, body: { message: 'Server Error' } });

export const broken = (status = 502): Fault => ({ before: failed(status) });
export const brokenAfter = (status = 502): Fault => ({ after: failed(status) });
export const cut = (): Fault => ({ before: 'cut' });
export const cutAfter = (): Fault => ({ after: 'cut' });
export const slow = (milliseconds: number): Fault => ({ wait: milliseconds });
export const garbage = (): Fault => ({ after: { status: 200, body: '{"message": "<html>' } });

export function secondaryLimit(retryAfter: number): Fault {
  const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
  return { before: { status: 403, body: { message }, headers: { 'retry-after': String(retryAfter) } } };
}

export function tooMany(retryAfter: number): Fault {
  const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
  return { before: { status: 429, body: { message }, headers: { 'retry-after': String(retryAfter) } } };
}

/** As for a token without a permission; GraphQL reports it with status 200. */
export function forbidden(): Fault {
  const message = 'Resource not accessible by integration';
  return { before: { status: 403, body: { message, data: null, errors: [{ type: 'FORBIDDEN', message }] } } };
}

/** All requests of the hour are used up; `reset` is in seconds since 1970. */
export function primaryLimit(reset: number): Fault {
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
  return { before: { status: 403, body: { message: 'API rate limit exceeded for user ID 1.' }, headers } };
}

export class Faults {
  readonly #planned: {
    readonly which: Which;
    readonly fault: Fault;
    skip: number;
    times: number;
    readonly chance: number;
  }[] = [];
  #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** The first fault that matches a request is used. */
  add(which: Which, fault: Fault, { skip = 0, times = 1, chance = 1 }: Often = {}): void {
    this.#planned.push({ which, fault, skip, times, chance });
  }

  clear(): void {
    this.#planned.length = 0;
  }

  /** The fault for this request, if any. */
  next(request: FaultyRequest): Fault | undefined {
    for (const plan of this.#planned) {
      if (plan.times <= 0 || !plan.which(request)) continue;
      if (plan.skip > 0) plan.skip -= 1;
      else if (plan.chance >= 1 || this.#random() < plan.chance) {
        plan.times -= 1;
        return plan.fault;
      }
    }
    return undefined;
  }

  /** A linear congruential generator, which gives the same numbers for the same seed. */
  #random(): number {
    this.#seed = (Math.imul(this.#seed, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#seed / 2 ** 32;
  }
}
