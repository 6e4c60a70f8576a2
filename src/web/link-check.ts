/** Whether links still lead somewhere: asks the servers, politely and only those of the public internet. */
import { isIP } from 'node:net';
import { Asker, codeOf } from './asker.js';
import { isPublic, type Guard } from './guard.js';
import type { Reply } from './request.js';
import type { Manners } from './turns.js';
import { NO_PAGES, unjudged, verdictOn, verdictOnFailure, type Verdict } from './verdict.js';

/**
 * Asks about one address, which must be one that `addressOf` gave. Never rejects.
 * @param isPointless asked when the server's turn comes: whether nobody needs to be asked any more
 */
export type CheckLink = (address: string, isPointless?: () => boolean) => Promise<Verdict>;

export interface LinkCheckOptions {
  /** Sent with every request: `kb/1.2.3 (link check)`. */
  readonly userAgent: string;
  /** Milliseconds for one request; default 10 s. */
  readonly timeout?: number;
  /** Default: 8 hosts at once, 2 requests to each, 250 ms from one to the next. */
  readonly manners?: Manners;
  /** Default: machines of the public internet. */
  readonly guard?: Guard;
  /** Ports that may be asked; default 80, 443, 8080 and 8443: behind others stand no pages, but databases and mail. */
  readonly ports?: (port: number) => boolean;
}

const PORTS = new Set([80, 443, 8080, 8443]);
const MOST_REDIRECTS = 5;
const PERMANENT = new Set([301, 308]);
const REDIRECT = new Set([301, 302, 303, 307, 308]);
const LONGEST = 2000;
/** Names that stand for no host of the internet: those kept for examples, and those of a network of one's own. */
const RESERVED =
  /(?:^|\.)(?:example|example\.(?:com|net|org)|test|invalid|localhost|local|internal|intranet|lan|corp|home|home\.arpa)\.?$/;

/**
 * The address that is asked about for a link: without its fragment and without name and password. Null where the link
 * leads to no host of the web, or to one that is none but in an example.
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
    manners = { hosts: 8, perHost: 2, pause: 250 },
    guard = isPublic,
    ports = (port: number) => PORTS.has(port),
  } = options;
  const asker = new Asker({ manners, guard, timeout, userAgent });
  return async (address, isPointless = () => false) => {
    let url = new URL(address);
    /** Where the link leads on for good, as far as that is certain. */
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

/** Without fragment, name and password; null where it is no address of the web. */
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

/** A slash at the end makes no other place. */
function isSamePlace(a: URL, b: URL): boolean {
  return a.href.replace(/\/(?=$|\?)/, '') === b.href.replace(/\/(?=$|\?)/, '');
}
