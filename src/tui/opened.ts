/** The base on the screen: a screen stays open for days, so the base is opened again when it is no longer what it was. */
import type { Base } from '../base/base.js';
import { callerIn } from '../base/recording/caller.js';
import type { Context } from '../context.js';
import { KbError } from '../errors.js';
import type { Caller } from '../trust/caller.js';

/** A world whose base is open. */
interface Opening {
  readonly world: Context;
  readonly base: Base;
}

export class OpenedBase {
  #turn: Promise<unknown> = Promise.resolve();

  /** @param anew makes a world that sees what has changed since the one before was made */
  constructor(
    private opening: Opening,
    private readonly anew: () => Context,
  ) {}

  get base(): Base {
    return this.opening.base;
  }

  get world(): Context {
    return this.opening.world;
  }

  /** Opens the base again. Throws KbError if it cannot be opened; the earlier base then stays. */
  reopen(): Promise<void> {
    return this.#inTurn(() => this.#open());
  }

  /** Opens the base again if the day or the disk has changed; answers whether it did. Throws like `reopen`. */
  follow(): Promise<boolean> {
    return this.#inTurn(async () => {
      const { base, world } = this.opening;
      const isCurrent = world.dayIn(base.config.timezone) === base.today && (await base.index.isCurrent());
      if (!isCurrent) await this.#open();
      return !isCurrent;
    });
  }

  /** Who uses the screen; null if nobody knows. */
  async caller(): Promise<Caller | null> {
    try {
      return await callerIn(this.base, this.world.env);
    } catch (error) {
      if (error instanceof KbError) return null;
      throw error;
    }
  }

  /** The earlier base answers until the index of the new one is up to date. */
  async #open(): Promise<void> {
    const world = this.anew();
    const base = await world.base();
    await base.index.ask(() => Promise.resolve());
    this.opening = { world, base };
  }

  /** One at a time: an opening that began earlier must not replace a later one. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
