/** Whose turn it is: few hosts at once, few requests to each of them, and a pause before the next. */

export interface Manners {
  /** Hosts that are asked at once. */
  readonly hosts: number;
  /** Requests to one host at once. */
  readonly perHost: number;
  /** Milliseconds between the starts of two requests to a host. */
  readonly pause: number;
}

interface Waiting {
  readonly isNeeded: () => boolean;
  readonly go: (isNeeded: boolean) => void;
}

/** The requests to one host that wait for their turn. */
interface Lane {
  readonly waiting: Waiting[];
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

  /** Null where the work is not needed any more when its turn has come; then the next one does not have to pause. */
  async take<T>(host: string, isNeeded: () => boolean, work: () => Promise<T>): Promise<T | null> {
    const lane = this.#lanes.get(host) ?? { waiting: [], running: 0, resting: false };
    this.#lanes.set(host, lane);
    const goes = await new Promise<boolean>((go) => {
      lane.waiting.push({ isNeeded, go });
      this.#advance(host, lane);
    });
    if (!goes) return null;
    try {
      return await work();
    } finally {
      lane.running -= 1;
      this.#advance(host, lane);
    }
  }

  #advance(host: string, lane: Lane): void {
    const { hosts, perHost, pause } = this.#manners;
    while (lane.waiting[0]?.isNeeded() === false) lane.waiting.shift()?.go(false);
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
    lane.waiting.shift()?.go(true);
  }

  /** Nobody waits for the host any more: others have their turn. */
  #leave(host: string): void {
    this.#lanes.delete(host);
    if (!this.#open.delete(host)) return;
    for (const [next, lane] of this.#lanes) {
      if (this.#open.size >= this.#manners.hosts) return;
      if (!this.#open.has(next)) this.#advance(next, lane);
    }
  }
}
