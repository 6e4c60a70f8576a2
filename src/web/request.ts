/** Sends one request for a page and returns status and headers only: no body, no cookies, no cache, no kept connection. */
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { guardedLookup, refusal, type Guard } from './guard.js';

/** The parts of a response that tell about a link. */
export interface Reply {
  readonly status: number;
  /** The `Location` header as the server wrote it; null without one. */
  readonly location: string | null;
  readonly retryAfter: string | null;
}

export interface RequestOptions {
  readonly guard: Guard;
  /** Milliseconds for the whole exchange, including the DNS lookup. */
  readonly timeout: number;
  /** `kb/1.2.3 (link check)` */
  readonly userAgent: string;
}

/** Code of the error for a server that takes too long. */
export const TOO_SLOW = 'KB_TOO_SLOW';

/** Rejects with an error that has a `code` if no response comes. */
export function request(
  url: URL,
  method: 'HEAD' | 'GET',
  { guard, timeout, userAgent }: RequestOptions,
): Promise<Reply> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // Node does not call `lookup` for IP addresses.
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
      // Has no effect after a response; without one, the server switched protocols or hung up.
      reject(coded('no answer', 'ECONNRESET'));
    });
    exchange.end();
  });
}

function coded(message: string, code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(message), { code });
}
