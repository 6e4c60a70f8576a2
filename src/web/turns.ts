/** Whose turn it is: few hosts at once, few requests to each of them, and a pause before the next. */

export interface Manners {
  /** Hosts that are asked at once. */
  readonly hosts: number;
  /** Requests to one host at once. */
  readonly perHost: number;
  /** Milliseconds between the starts of two requests to a host. */
  readonly pause: number;
}

/** The requests to one host that wait for their turn. */
interface Lane {
  readonly waiting: (() => void)[];
  running: number;
  /** The pause after a start is still on. */
  resting: boolean;
}

/** Starts work as soon as manners allow; of one host in the order in which it came. */
export class Turns {
  readonly #manners: Manners;
  readonly #lanes = new Map<string, Lane>();
  /** Hosts that are asked at present. */
  readonly #open = new Set<string>();

  constructor(manners: Manners) {
    this.#manners = manners;
  }

  async take<T>(host: string, work: () => Promise<T>): Promise<T> {
    const lane = this.#lanes.get(host) ?? { waiting: [], running: 0, resting: false };
    this.#lanes.set(host, lane);
    await new Promise<void>((start) => {
      lane.waiting.push(start);
      this.#advance(host, lane);
    });
    try {
      return await work();
    } finally {
      lane.running -= 1;
      this.#advance(host, lane);
    }
  }

  #advance(host: string, lane: Lane): void {
    const { hosts, perHost, pause } = this.#manners;
    if (lane.waiting.length === 0) {
      if (lane.running === 0 && !lane.resting) this.#leave(host);
      return;
    }
    if (lane.resting || lane.running >= perHost) return;
    if (!this.#open.has(host) && this.#open.size >= hosts) return;
    this.#open.add(host);
    lane.running += 1;
    lane.resting = true;
    setTimeout(() => {
      lane.resting = false;
      this.#advance(host, lane);
    }, pause);
    lane.waiting.shift()?.();
  }

  /** Nobody waits for the host any more: the next one has its turn. */
  #leave(host: string): void {
    this.#lanes.delete(host);
    if (!this.#open.delete(host)) return;
    for (const [next, lane] of this.#lanes) {
      if (this.#open.has(next)) continue;
      this.#advance(next, lane);
      return;
    }
  }
}
