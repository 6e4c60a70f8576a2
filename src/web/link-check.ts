/** Checks whether links still work by asking their servers, politely and only on the public internet. */
import { isIP } from 'node:net';
import { Asker, codeOf } from './asker.js';
import { isPublic, type Guard } from './guard.js';
import type { Reply } from './request.js';
import type { QueueLimits } from './host-queue.js';
import { NO_PAGES, unjudged, verdictOn, verdictOnFailure, type Verdict } from './verdict.js';

/**
 * Checks one address, which must come from `addressOf`. Never rejects.
 * @param isPointless called when it is the server's turn: returns whether the verdict is no longer needed
 */
export type CheckLink = (address: string, isPointless?: () => boolean) => Promise<Verdict>;

export interface LinkCheckOptions {
  /** Sent with every request: `kb/1.2.3 (link check)`. */
  readonly userAgent: string;
  /** Milliseconds for one request; default 10,000. */
  readonly timeout?: number;
  /** Default: 8 hosts at once, 2 requests to each at once, 250 ms from one request to the next. */
  readonly limits?: QueueLimits;
  /** Default: only the public internet. */
  readonly guard?: Guard;
  /** Ports that may be contacted; default 80, 443, 8080 and 8443. Others serve databases or mail rather than web pages. */
  readonly ports?: (port: number) => boolean;
}

const PORTS = new Set([80, 443, 8080, 8443]);
const MOST_REDIRECTS = 5;
const PERMANENT = new Set([301, 308]);
const REDIRECT = new Set([301, 302, 303, 307, 308]);
const LONGEST = 2000;
/** Host names that are not on the internet: those reserved for examples, and those of private networks. */
const RESERVED =
  /(?:^|\.)(?:example|example\.(?:com|net|org)|test|invalid|localhost|local|internal|intranet|lan|corp|home|home\.arpa)\.?$/;

/**
 * Returns the address to check for a link, without fragment, user name and password. Null if the link is not a web address,
 * if it is too long, or if its host is reserved for examples or private networks.
 */
export function addressOf(target: string): string | null {
  if (target.length > LONGEST || !/^https?:/i.test(target)) return null;
  const url = parse(target);
  return url === null || isReserved(url.hostname) ? null : url.href;
}

export function linkCheck(options: LinkCheckOptions): CheckLink {
  const {
    userAgent,
    timeout = 10_000,
    limits = { hosts: 8, perHost: 2, pause: 250 },
    guard = isPublic,
    ports = (port: number) => PORTS.has(port),
  } = options;
  const asker = new Asker({ limits, guard, timeout, userAgent });
  return async (address, isPointless = () => false) => {
    let url = new URL(address);
    /** Where the permanent redirects lead; those after a temporary one do not count, because it may change. */
    let moved: URL | null = null;
    let permanent = true;
    for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
      if (!ports(portOf(url))) return unjudged(NO_PAGES);
      let reply: Reply;
      try {
        reply = await asker.reply(url, isPointless);
      } catch (error) {
        return verdictOnFailure(codeOf(error));
      }
      if (!REDIRECT.has(reply.status) || reply.location === null) {
        const verdict = verdictOn(reply);
        return verdict.is === 'alive' && moved ? { is: 'moved', to: moved.href } : verdict;
      }
      const next = parse(reply.location, url);
      if (next === null) return unjudged('it redirects to a URL that cannot be read');
      permanent &&= PERMANENT.has(reply.status);
      if (permanent && !isSamePlace(url, next)) moved = next;
      url = next;
    }
    return unjudged('it redirects endlessly');
  };
}

/** The URL without fragment, user name and password; null if it is not a web address. */
function parse(text: string, base?: URL): URL | null {
  if (!URL.canParse(text, base?.href)) return null;
  const url = new URL(text, base);
  if (!/^https?:$/.test(url.protocol)) return null;
  url.hash = url.username = url.password = '';
  return url;
}

function isReserved(host: string): boolean {
  return !host.startsWith('[') && isIP(host) === 0 && (!/\../.test(host) || RESERVED.test(host));
}

function portOf({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}

/** Whether two URLs are the same, apart from a slash at the end of the path. */
function isSamePlace(a: URL, b: URL): boolean {
  return a.href.replace(/\/(?=$|\?)/, '') === b.href.replace(/\/(?=$|\?)/, '');
}
