/** Runs tasks of which only the latest counts: one at a time, and of the waiting ones only the newest. */

export class Latest {
  #running = false;
  #next: (() => Promise<void>) | null = null;

  /**
   * The call that starts running resolves when no task is left; calls in the meantime resolve at once.
   * A task that throws does not stop the next one; the first error is thrown at the end.
   */
  async run(work: () => Promise<void>): Promise<void> {
    this.#next = work;
    if (this.#running) return;
    this.#running = true;
    const errors: unknown[] = [];
    for (let next = this.#take(); next; next = this.#take()) {
      // Lets typed characters be drawn first; a newer task may also have come.
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
