/** Queues requests: few hosts at once, few requests to each of them, and a pause before the next. */

export interface QueueLimits {
  /** Hosts that are asked at the same time. */
  readonly hosts: number;
  /** Requests to one host at the same time. */
  readonly perHost: number;
  /** Milliseconds between the starts of two requests to a host. */
  readonly pause: number;
}

interface Waiting {
  readonly isNeeded: () => boolean;
  readonly start: (isNeeded: boolean) => void;
}

/** The queue of one host. */
interface Lane {
  readonly waiting: Waiting[];
  running: number;
  /** Whether the pause after the last start is still on. */
  isPausing: boolean;
}

/** Starts work as soon as the limits allow it, for each host in the order in which it was queued. */
export class HostQueue {
  readonly #limits: QueueLimits;
  readonly #lanes = new Map<string, Lane>();
  /** Hosts that are being asked. */
  readonly #open = new Set<string>();

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  /**
   * Runs the work when it is the host's turn, and returns its result. Null if the work is not needed by then; in that case
   * the next one does not have to pause.
   */
  async take<T>(host: string, isNeeded: () => boolean, work: () => Promise<T>): Promise<T | null> {
    const lane = this.#lanes.get(host) ?? { waiting: [], running: 0, isPausing: false };
    this.#lanes.set(host, lane);
    const mayRun = await new Promise<boolean>((start) => {
      lane.waiting.push({ isNeeded, start });
      this.#advance(host, lane);
    });
    if (!mayRun) return null;
    try {
      return await work();
    } finally {
      lane.running -= 1;
      this.#advance(host, lane);
    }
  }

  #advance(host: string, lane: Lane): void {
    const { hosts, perHost, pause } = this.#limits;
    while (lane.waiting[0]?.isNeeded() === false) lane.waiting.shift()?.start(false);
    if (lane.waiting.length === 0) {
      if (lane.running === 0 && !lane.isPausing) this.#leave(host);
      return;
    }
    if (lane.isPausing || lane.running >= perHost) return;
    if (!this.#open.has(host) && this.#open.size >= hosts) return;
    this.#open.add(host);
    lane.running += 1;
    lane.isPausing = true;
    setTimeout(() => {
      lane.isPausing = false;
      this.#advance(host, lane);
    }, pause);
    lane.waiting.shift()?.start(true);
  }

  /** Removes a host with nothing left to do, and lets waiting hosts take its place. */
  #leave(host: string): void {
    this.#lanes.delete(host);
    if (!this.#open.delete(host)) return;
    for (const [next, lane] of this.#lanes) {
      if (this.#open.size >= this.#limits.hosts) return;
      if (!this.#open.has(next)) this.#advance(next, lane);
    }
  }
}
