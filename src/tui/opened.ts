/** The base on the screen. A screen may stay open for days, so the base is opened again when the disk or the day changes. */
import type { Base } from '../base/base.js';
import { callerIn } from '../base/recording/caller.js';
import type { Context } from '../context.js';
import { KbError } from '../errors.js';
import type { Caller } from '../trust/caller.js';

/** An open base and its context. */
interface Opening {
  readonly context: Context;
  readonly base: Base;
}

export class OpenedBase {
  #turn: Promise<unknown> = Promise.resolve();

  /** @param newContext makes a context that sees what has changed since the previous one was made */
  constructor(
    private opening: Opening,
    private readonly newContext: () => Context,
  ) {}

  get base(): Base {
    return this.opening.base;
  }

  get context(): Context {
    return this.opening.context;
  }

  /** Opens the base again. Throws KbError if it cannot be opened; the earlier base then stays. */
  reopen(): Promise<void> {
    return this.#inTurn(() => this.#open());
  }

  /** Opens the base again if the day or the disk has changed; returns whether it did. Throws like `reopen`. */
  follow(): Promise<boolean> {
    return this.#inTurn(async () => {
      const { base, context } = this.opening;
      const isCurrent = context.dayIn(base.config.timezone) === base.today && (await base.index.isCurrent());
      if (!isCurrent) await this.#open();
      return !isCurrent;
    });
  }

  /** The user of the screen; null if unknown. */
  async caller(): Promise<Caller | null> {
    try {
      return await callerIn(this.base, this.context.env);
    } catch (error) {
      if (error instanceof KbError) return null;
      throw error;
    }
  }

  /** The earlier base answers until the index of the new one is up to date. */
  async #open(): Promise<void> {
    const context = this.newContext();
    const base = await context.base();
    await base.index.ask(() => Promise.resolve());
    this.opening = { context, base };
  }

  /** Runs one task at a time, so that an earlier opening cannot replace a later one. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
