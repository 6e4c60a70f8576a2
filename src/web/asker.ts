/** Polite requests: queued per host, skipped if the answer is not needed, and none to a host that throttles or stays silent. */
import { request, TOO_SLOW, type Reply, type RequestOptions } from './request.js';
import { HostQueue, type QueueLimits } from './host-queue.js';

/** Statuses that ask clients to back off; a 503 does so only with a `Retry-After` header. */
const BUSY = new Set([429, 503]);
/** Error statuses that a GET would only repeat: authentication, throttling, overload, and LinkedIn's 999 for bots. */
const FINAL = new Set([401, 407, 429, 503, 999]);
/** After this many failures in a row, further requests to the host fail without being sent. */
const ENOUGH = 3;

export class Asker {
  readonly #options: RequestOptions;
  readonly #queue: HostQueue;
  /** Hosts that asked clients to back off. */
  readonly #busy = new Set<string>();
  /** Host → number of failures in a row, and the last error. */
  readonly #failures = new Map<string, { readonly count: number; readonly error: Error }>();

  constructor({ limits, ...options }: RequestOptions & { readonly limits: QueueLimits }) {
    this.#options = options;
    this.#queue = new HostQueue(limits);
  }

  /**
   * Sends a HEAD request, and then a GET if the HEAD fails in a way that a GET may not: some servers do not support HEAD.
   * For a host that asked clients to back off, returns a 429 without a request. Rejects as `request` does.
   * @param isPointless called when it is the host's turn: returns whether the answer is no longer needed
   */
  async reply(url: URL, isPointless: () => boolean): Promise<Reply> {
    try {
      const reply = await this.#ask(url, 'HEAD', isPointless);
      if (reply.status < 400 || FINAL.has(reply.status)) return reply;
    } catch (error) {
      if (!isHungUp(error)) throw error;
    }
    return this.#ask(url, 'GET', isPointless);
  }

  async #ask(url: URL, method: 'HEAD' | 'GET', isPointless: () => boolean): Promise<Reply> {
    const { host, hostname } = url;
    const isNeeded = (): boolean => !this.#busy.has(host) && this.#silence(host) === null && !isPointless();
    const reply = await this.#queue.take(hostname, isNeeded, () => this.#request(url, method));
    if (reply) return reply;
    if (this.#busy.has(host)) return { status: 429, location: null, retryAfter: null };
    throw this.#silence(host) ?? new Error('nobody needs the answer any more');
  }

  async #request(url: URL, method: 'HEAD' | 'GET'): Promise<Reply> {
    const { host } = url;
    try {
      const reply = await request(url, method, this.#options);
      this.#failures.delete(host);
      const { status, retryAfter } = reply;
      if (status === 429 || (BUSY.has(status) && retryAfter !== null)) this.#busy.add(host);
      return reply;
    } catch (error) {
      if (method === 'GET' || !isHungUp(error)) this.#fail(host, error);
      throw error;
    }
  }

  /** The last error of a host that has failed too often to be asked again; otherwise null. */
  #silence(host: string): Error | null {
    const failure = this.#failures.get(host);
    return failure && failure.count >= ENOUGH ? failure.error : null;
  }

  #fail(host: string, reason: unknown): void {
    const error = reason instanceof Error ? reason : new Error(String(reason));
    // A host name that does not resolve fails for every page.
    const count = codeOf(error) === 'ENOTFOUND' ? ENOUGH : (this.#failures.get(host)?.count ?? 0) + 1;
    this.#failures.set(host, { count, error });
  }
}

/** Whether the server closed the connection, as some do on a HEAD request. */
function isHungUp(error: unknown): boolean {
  return codeOf(error) === 'ECONNRESET';
}

/**
 * Returns the code of an error, `TOO_SLOW` if it has none. Node tries all addresses of a host and bundles their errors; of
 * these a refusal counts first, because the others may only mean that this machine cannot reach such addresses (IPv6).
 */
export function codeOf(error: unknown): string {
  if (error instanceof AggregateError) {
    const codes = error.errors.map(codeOf);
    return codes.find((code) => code === 'ECONNREFUSED') ?? codes[0] ?? TOO_SLOW;
  }
  return error instanceof Error && 'code' in error ? String(error.code) : TOO_SLOW;
}
