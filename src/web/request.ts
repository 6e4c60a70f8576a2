/** One request for the head of a page: what the server says, without its body, cookies or memory of any kind. */
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { guardedLookup, refusal, type Guard } from './guard.js';

/** What came back. */
export interface Reply {
  readonly status: number;
  /** As the server wrote it; null where it names no other place. */
  readonly location: string | null;
  readonly retryAfter: string | null;
}

export interface RequestOptions {
  readonly guard: Guard;
  /** Milliseconds for the whole exchange, the look-up of the name included. */
  readonly timeout: number;
  /** `kb/1.2.3 (link check)` */
  readonly userAgent: string;
}

/** Code of the error with which a server that takes too long ends. */
export const TOO_SLOW = 'KB_TOO_SLOW';

/** Rejects with an error that has a `code` where no answer came. */
export function request(
  url: URL,
  method: 'HEAD' | 'GET',
  { guard, timeout, userAgent }: RequestOptions,
): Promise<Reply> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // Node looks no address up that is a number already.
  if (isIP(host) !== 0 && !guard(host)) return Promise.reject(refusal(host));
  const { request: open } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const exchange = open(url, {
      method,
      headers: { 'user-agent': userAgent, accept: '*/*' },
      lookup: guardedLookup(guard),
      agent: false,
    });
    const timer = setTimeout(() => exchange.destroy(coded('no answer in time', TOO_SLOW)), timeout);
    exchange.on('response', (response) => {
      const { statusCode = 0, headers } = response;
      resolve({
        status: statusCode,
        location: headers.location ?? null,
        retryAfter: headers['retry-after'] ?? null,
      });
      response.destroy();
    });
    exchange.on('error', reject);
    exchange.on('close', () => {
      clearTimeout(timer);
      // A server may also switch to another protocol, or hang up before it has said a thing.
      reject(coded('no answer', 'ECONNRESET'));
    });
    exchange.end();
  });
}

function coded(message: string, code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(message), { code });
}
