/**
 * Work in a thread that has a deadline. A card of some kilobytes can be written so that reading it as Markdown takes
 * minutes, and a parser cannot be interrupted: but a thread can be ended, and another one goes on with the next card.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { isBuilt } from '../version.js';

/** The first message of a thread that can take work. */
export const READY = 'ready';

/** Takes one job at a time: a message to the thread, and a message back. */
export class TimedThread {
  readonly #entry: URL;
  readonly #milliseconds: number;
  #running: Running | null = null;
  #isOver = false;

  /** @param milliseconds for one job; to load the thread does not count */
  constructor(entry: URL, milliseconds: number) {
    this.#entry = entry;
    this.#milliseconds = milliseconds;
  }

  /** Null where kb runs from source: there is no built thread. */
  static built(entry: URL, milliseconds: number): TimedThread | null {
    return isBuilt ? new TimedThread(entry, milliseconds) : null;
  }

  /** Loads the thread while other work goes on. Until it is asked, it does not keep the process alive. */
  begin(): void {
    if (this.#running === null && !this.#isOver) this.#start().worker.unref();
  }

  /** The thread's answer; null where it takes too long, and where the job is more than a thread can hold. */
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

  /** For good: what is asked from now on has no answer, so that nothing that comes late keeps the process alive. */
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
    // An error that comes while nobody waits would end the process.
    worker.on('error', () => undefined);
    const ready = once(worker, 'message');
    // Who asks hears of it.
    ready.catch(() => undefined);
    return (this.#running = { worker, ready });
  }
}

interface Running {
  readonly worker: Worker;
  /** Its first message. */
  readonly ready: Promise<unknown>;
}
