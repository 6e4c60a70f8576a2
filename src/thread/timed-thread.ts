/**
 * Runs work in a thread with a time limit. A card of a few kilobytes can be crafted so that parsing its Markdown takes
 * minutes, and a parser cannot be interrupted; but a thread can be terminated, and another one goes on with the next card.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { isBuilt } from '../version.js';

/** The first message of a thread that is ready for work. */
export const READY = 'ready';

/** Takes one job at a time: a message to the thread, and a message back. */
export class TimedThread {
  readonly #entry: URL;
  readonly #milliseconds: number;
  #running: Running | null = null;
  #isOver = false;

  /** @param milliseconds for one job; loading the thread does not count */
  constructor(entry: URL, milliseconds: number) {
    this.#entry = entry;
    this.#milliseconds = milliseconds;
  }

  /** Null if kb runs from source: there is no built thread. */
  static built(entry: URL, milliseconds: number): TimedThread | null {
    return isBuilt ? new TimedThread(entry, milliseconds) : null;
  }

  /** Loads the thread while other work goes on. Until it gets a job, it does not keep the process alive. */
  begin(): void {
    if (this.#running === null && !this.#isOver) this.#start().worker.unref();
  }

  /** The thread's answer; null if it takes too long, or the job is more than the thread can handle. */
  async ask(job: unknown): Promise<unknown> {
    if (this.#isOver) return null;
    try {
      const { worker, ready } = this.#running ?? this.#start();
      worker.ref();
      await ready;
      worker.postMessage(job);
      const [answer] = (await once(worker, 'message', {
        signal: AbortSignal.timeout(this.#milliseconds),
      })) as [unknown];
      return answer;
    } catch {
      await this.#stop();
      return null;
    }
  }

  /** Ends the thread for good: later jobs get null, so that nothing that comes late keeps the process alive. */
  async end(): Promise<void> {
    this.#isOver = true;
    await this.#stop();
  }

  async #stop(): Promise<void> {
    await this.#running?.worker.terminate();
    this.#running = null;
  }

  #start(): Running {
    const worker = new Worker(this.#entry);
    // An error event without a listener would end the process.
    worker.on('error', () => undefined);
    const ready = new Promise<void>((resolve, reject) => {
      worker.once('message', () => {
        resolve();
      });
      worker.once('error', reject);
      // Without this, a job would wait forever for a thread that ended while it loaded.
      worker.once('exit', reject);
    });
    // `ask` awaits it; if nothing is asked, a rejection must not go unhandled.
    ready.catch(() => undefined);
    return (this.#running = { worker, ready });
  }
}

interface Running {
  readonly worker: Worker;
  /** Its first message. */
  readonly ready: Promise<unknown>;
}
