/** Work of which only the last piece counts: one at a time, and of those that wait the newest. */

export class Latest {
  #running = false;
  #next: (() => Promise<void>) | null = null;

  /** The call that begins the work comes back when none waits any more. Throws what a piece threw; the next is done all the same. */
  async run(work: () => Promise<void>): Promise<void> {
    this.#next = work;
    if (this.#running) return;
    this.#running = true;
    const errors: unknown[] = [];
    for (let next = this.#take(); next; next = this.#take()) {
      // What was typed is drawn first, and more of it may have come.
      await new Promise(setImmediate);
      await (this.#take() ?? next)().catch((error: unknown) => errors.push(error));
    }
    this.#running = false;
    if (errors.length > 0) throw errors[0];
  }

  #take(): (() => Promise<void>) | null {
    const next = this.#next;
    this.#next = null;
    return next;
  }
}
