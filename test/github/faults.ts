/** Ways in which the loopback GitHub fails, when a test says so: before it carried a request out, or after. */
import type { Answer } from './answer.js';

export interface FaultyRequest {
  readonly method: string;
  /** Without prefix and query: `/repos/acme/kb/issues`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** An answer in the place of the true one; `cut`: the connection breaks without one. */
type Instead = Answer | 'cut';

export interface Fault {
  /** Milliseconds before anything else. */
  readonly wait?: number;
  /** The request is not carried out. */
  readonly before?: Instead;
  /** The request is carried out, and nobody learns what came of it. */
  readonly after?: Instead;
}

export type Which = (request: FaultyRequest) => boolean;

export interface Often {
  /** So many requests of this kind go well first; 0. */
  readonly skip?: number;
  /** 1; Infinity: for good. */
  readonly times?: number;
  /** From 0 to 1, for each request; 1. */
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

/** As for a token that lacks a permission; GraphQL says it with status 200. */
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

  /** The first plan that fits a request is the one that is carried out. */
  add(which: Which, fault: Fault, { skip = 0, times = 1, chance = 1 }: Often = {}): void {
    this.#planned.push({ which, fault, skip, times, chance });
  }

  clear(): void {
    this.#planned.length = 0;
  }

  /** What goes wrong with this request. */
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

  /** The same numbers for the same seed: a linear congruential generator is random enough for this. */
  #random(): number {
    this.#seed = (Math.imul(this.#seed, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#seed / 2 ** 32;
  }
}
