/** Requests with manners: in turn, not for nothing, and none to a host that has had enough or that nothing is heard of. */
import { request, TOO_SLOW, type Reply, type RequestOptions } from './request.js';
import { Turns, type Manners } from './turns.js';

/** A server that answers so has had enough, or has no time for anybody. */
const BUSY = new Set([429, 503]);
/** Answers to HEAD that a GET will not change: who are you, and not now. */
const FINAL = new Set([401, 407, 429, 503, 999]);
/** After so many failures in a row, the other pages of a host fail without being asked for. */
const ENOUGH = 3;

export class Asker {
  readonly #options: RequestOptions;
  readonly #turns: Turns;
  /** Hosts that asked to be left alone. */
  readonly #busy = new Set<string>();
  /** Host → failures in a row, and the last of them. */
  readonly #failures = new Map<string, { readonly count: number; readonly error: Error }>();

  constructor({ manners, ...options }: RequestOptions & { readonly manners: Manners }) {
    this.#options = options;
    this.#turns = new Turns(manners);
  }

  /**
   * HEAD is believed where it brings good news; some servers do not know it. Rejects as `request` does.
   * @param isPointless asked when it is the host's turn: whether nobody needs the answer any more
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
    const reply = await this.#turns.take(hostname, isNeeded, () => this.#request(url, method));
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

  /** The last error of a host that is not worth asking; else null. */
  #silence(host: string): Error | null {
    const failure = this.#failures.get(host);
    return failure && failure.count >= ENOUGH ? failure.error : null;
  }

  #fail(host: string, reason: unknown): void {
    const error = reason instanceof Error ? reason : new Error(String(reason));
    // A name that is not there is there for no page.
    const count = codeOf(error) === 'ENOTFOUND' ? ENOUGH : (this.#failures.get(host)?.count ?? 0) + 1;
    this.#failures.set(host, { count, error });
  }
}

/** As some servers do when they are asked for the head alone. */
function isHungUp(error: unknown): boolean {
  return codeOf(error) === 'ECONNRESET';
}

/** Node tries several addresses of a host, and bundles their errors; some may be of a kind that this machine cannot reach. */
export function codeOf(error: unknown): string {
  if (error instanceof AggregateError) {
    const codes = error.errors.map(codeOf);
    return codes.find((code) => code === 'ECONNREFUSED') ?? codes[0] ?? TOO_SLOW;
  }
  return error instanceof Error && 'code' in error ? String(error.code) : TOO_SLOW;
}
