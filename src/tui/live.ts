/** Runs the screen on the terminal: turns keys and answers into events, and draws the resulting state. */
import type { Style } from '../format/style.js';
import type { Key } from './decode.js';
import { frameOf, type Frame } from './frame.js';
import { meaning } from './keys.js';
import type { openScreen } from './screen.js';
import type { Session, Stage } from './session.js';
import { chosenHit, modeOf, startingState, type State } from './state.js';
import { Terminal } from './terminal.js';
import type { Effect, Event } from './event.js';
import { update } from './update.js';

/** Milliseconds without a key before the answer is checked for changes, and between two checks. */
const REST = 2000;

export class Live implements Stage {
  readonly #terminal: Terminal;
  readonly #listeners = new Set<() => void>();
  #state: State;
  #frame: Frame | null = null;
  #drawn: { readonly close: () => void } | null = null;
  #session: Session | null = null;
  #rest: NodeJS.Timeout | undefined;
  #leave = (): void => undefined;
  #fail: (error: unknown) => void = () => undefined;

  constructor(
    private readonly draw: typeof openScreen,
    private readonly style: Style,
  ) {
    this.#terminal = new Terminal({
      keys: (keys) => {
        for (const key of keys) this.#press(key);
      },
      changed: () => {
        this.#redraw();
      },
      closed: () => {
        this.#leave();
      },
    });
    this.#state = startingState(this.#terminal.size);
  }

  /** Resolves when the user leaves. */
  async run(session: Session): Promise<void> {
    this.#session = session;
    const left = new Promise<void>((resolve, reject) => {
      this.#leave = resolve;
      this.#fail = reject;
    });
    this.#show();
    this.#carryOut({ do: 'search', query: this.#state.query.text });
    try {
      await left;
    } finally {
      // Late events are ignored.
      this.#session = null;
    }
  }

  close(): void {
    this.#hide();
    this.#terminal.close();
  }

  readonly dispatch = (event: Event): void => {
    if (this.#session === null) return;
    const { state, effects } = update(this.#state, event);
    if (state !== this.#state) {
      this.#state = state;
      this.#frame = null;
      for (const listener of this.#listeners) listener();
    }
    for (const effect of effects) this.#carryOut(effect);
  };

  readonly away = async <T>(work: () => Promise<T>): Promise<T> => {
    this.close();
    try {
      return await work();
    } finally {
      this.#redraw();
    }
  };

  readonly send = (sequence: string): void => {
    this.#terminal.write(sequence);
  };

  #carryOut(effect: Effect): void {
    switch (effect.do) {
      case 'leave':
        this.#leave();
        return;
      case 'redraw':
        this.#redraw();
        return;
      case 'suspend':
        this.#hide();
        this.#terminal.suspend();
        return;
      default:
        this.#session?.carryOut(effect).catch(this.#fail);
    }
  }

  /** Restarts the timer for the next check. No check runs while the user types or something else has the terminal. */
  #restart(): void {
    clearTimeout(this.#rest);
    if (this.#drawn === null) return;
    this.#rest = setTimeout(() => {
      const session = this.#session;
      session
        ?.carryOut({ do: 'look', hit: chosenHit(this.#state) })
        .then(() => {
          this.#restart();
        })
        .catch(this.#fail);
    }, REST);
  }

  #press(key: Key): void {
    this.#restart();
    const meant = meaning(key, modeOf(this.#state));
    if (meant === null) return;
    if ('command' in meant) this.dispatch({ what: 'command', command: meant.command });
    else this.dispatch({ what: 'typed', text: meant.typed });
  }

  #show(): void {
    this.#terminal.open();
    const source = {
      subscribe: (listener: () => void) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
      rows: () => this.#picture().rows,
    };
    this.#drawn = this.draw(source, this.#state.size.columns, (rows) => {
      this.#terminal.paint(rows, this.#picture().cursor);
    });
    this.#restart();
  }

  #hide(): void {
    this.#drawn?.close();
    this.#drawn = null;
    clearTimeout(this.#rest);
  }

  /** Clears the terminal and draws everything again, in its current size. */
  #redraw(): void {
    if (this.#session === null) return;
    this.#hide();
    this.#terminal.clear();
    this.dispatch({ what: 'resized', size: this.#terminal.size });
    this.#show();
  }

  #picture(): Frame {
    return (this.#frame ??= frameOf(this.#state, this.style));
  }
}
