/** The terminal while kb has all of it: a screen of its own, keys as they are pressed, and everything put back in the end. */
import process from 'node:process';
import { Decoder, type Key } from './decode.js';
import { Painter, type Place } from './painter.js';
import type { Size } from './state.js';

const CLEAR = '\x1b[H\x1b[2J';
/** The other screen, and pasted text marked as such. */
const ENTER = `\x1b[?1049h\x1b[?2004h${CLEAR}`;
const LEAVE = '\x1b[?2004l\x1b[?25h\x1b[0m\x1b[?1049l';
/** Milliseconds after which an Escape is one, and not the start of what another key sends. */
const PATIENCE = 30;
/** They end kb, once the terminal is as it was. */
const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Listener {
  readonly keys: (keys: readonly Key[]) => void;
  /** It has another size, or was away: nothing is left on it. */
  readonly changed: () => void;
  /** It is gone. */
  readonly closed: () => void;
}

export class Terminal {
  readonly #decoder = new Decoder();
  readonly #painter = new Painter((text) => {
    this.write(text);
  });
  #isOpen = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly listener: Listener) {
    // A window was closed, a connection lost: also while the terminal is given back.
    for (const stream of [process.stdin, process.stdout]) stream.on('error', listener.closed);
  }

  get size(): Size {
    return { columns: process.stdout.columns || 80, rows: process.stdout.rows || 24 };
  }

  /** Takes the terminal. */
  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    process.on('exit', this.#restore).on('uncaughtExceptionMonitor', this.#restore);
    for (const signal of ENDING) process.on(signal, this.#end);
    process.on('SIGTSTP', this.#stop).on('SIGCONT', this.#continue);
    process.stdout.on('resize', this.listener.changed);
    process.stdin.setEncoding('utf8').on('data', this.#read).on('end', this.listener.closed);
    process.stdin.setRawMode(true).resume();
    process.stdout.write(ENTER);
    this.#painter.forget();
  }

  /** Gives it back. Where that was done already, because of an error, there is still somebody listening. */
  close(): void {
    this.#restore();
    clearTimeout(this.#timer);
    process.off('exit', this.#restore).off('uncaughtExceptionMonitor', this.#restore);
    for (const signal of ENDING) process.off(signal, this.#end);
    process.off('SIGTSTP', this.#stop).off('SIGCONT', this.#continue);
    process.stdout.off('resize', this.listener.changed);
    process.stdin.off('data', this.#read).off('end', this.listener.closed).pause();
  }

  clear(): void {
    this.write(CLEAR);
    this.#painter.forget();
  }

  write(text: string): void {
    if (this.#isOpen) process.stdout.write(text);
  }

  /** Shows rows, the cursor at a place or nowhere. */
  paint(rows: readonly string[], cursor: Place | null): void {
    this.#painter.paint(rows, cursor);
  }

  /** Back to the shell, until it lets kb go on. */
  suspend(): void {
    this.close();
    // The whole group, as the terminal would do it: kb may have been started by a script.
    process.kill(0, 'SIGTSTP');
    // A shell without jobs stops nobody.
    setTimeout(this.#return, PATIENCE);
  }

  /** All of it at once, and nothing that could wait: the process may be about to end. */
  readonly #restore = (): void => {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    process.stdout.write(LEAVE);
    process.stdin.setRawMode(false);
  };

  readonly #read = (chunk: string): void => {
    clearTimeout(this.#timer);
    this.#press(this.#decoder.push(chunk));
    if (this.#decoder.isWaiting) {
      this.#timer = setTimeout(() => {
        this.#press(this.#decoder.flush());
      }, PATIENCE);
    }
  };

  #press(keys: readonly Key[]): void {
    if (keys.length > 0) this.listener.keys(keys);
  }

  readonly #end = (signal: NodeJS.Signals): void => {
    this.close();
    // Whoever waits for kb is to see what ended it.
    process.kill(process.pid, signal);
  };

  readonly #stop = (): void => {
    this.suspend();
  };

  readonly #return = (): void => {
    this.open();
    this.listener.changed();
  };

  /** Something else stopped kb, and the shell has changed the terminal since. */
  readonly #continue = (): void => {
    this.close();
    this.#return();
  };
}
