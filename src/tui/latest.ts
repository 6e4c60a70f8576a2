/** Work of which only the last piece counts: one at a time, and of those that wait the newest. */

export class Latest {
  #running = false;
  #next: (() => Promise<void>) | null = null;

  async run(work: () => Promise<void>): Promise<void> {
    this.#next = work;
    if (this.#running) return;
    this.#running = true;
    try {
      for (let next = this.#take(); next; next = this.#take()) {
        // What was typed is drawn first, and more of it may have come.
        await new Promise(setImmediate);
        await (this.#take() ?? next)();
      }
    } finally {
      this.#running = false;
    }
  }

  #take(): (() => Promise<void>) | null {
    const next = this.#next;
    this.#next = null;
    return next;
  }
}
