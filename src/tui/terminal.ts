/** The terminal in full screen mode: alternate screen, raw keys, and everything restored at the end. */
import process from 'node:process';
import { Decoder, type Key } from './decode.js';
import { Painter, type Place } from './painter.js';
import type { Size } from './state.js';

const CLEAR = '\x1b[H\x1b[2J';
/** Switches to the alternate screen and to bracketed paste. */
const ENTER = `\x1b[?1049h\x1b[?2004h${CLEAR}`;
const LEAVE = '\x1b[?2004l\x1b[?25h\x1b[0m\x1b[?1049l';
/** Milliseconds after which an Escape is the key itself and not the start of a sequence. */
const ESCAPE_TIMEOUT = 30;
/** Signals that end kb, once the terminal is restored. */
const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Listener {
  readonly keys: (keys: readonly Key[]) => void;
  /** The size has changed, or the terminal was used by something else: its content is gone. */
  readonly changed: () => void;
  /** The terminal is gone. */
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
    // A closed window or a lost connection; never removed, since it may also happen while the terminal is given back.
    for (const stream of [process.stdin, process.stdout]) stream.on('error', listener.closed);
  }

  get size(): Size {
    return { columns: process.stdout.columns || 80, rows: process.stdout.rows || 24 };
  }

  /** Takes over the terminal. */
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

  /** Gives the terminal back. Removes the listeners even if an error has already restored it. */
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

  /** Shows rows, with the cursor at a place, or hidden. */
  paint(rows: readonly string[], cursor: Place | null): void {
    this.#painter.paint(rows, cursor);
  }

  /** Stops kb until the shell continues it. */
  suspend(): void {
    this.close();
    // The whole process group, as the terminal does on Ctrl-Z: kb may have been started by a script.
    process.kill(0, 'SIGTSTP');
    // Runs after the shell continues kb, or soon if it has no job control and nothing was stopped.
    setTimeout(this.#return, ESCAPE_TIMEOUT);
  }

  /** Restores the terminal synchronously, because the process may be about to end. */
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
      }, ESCAPE_TIMEOUT);
    }
  };

  #press(keys: readonly Key[]): void {
    if (keys.length > 0) this.listener.keys(keys);
  }

  readonly #end = (signal: NodeJS.Signals): void => {
    this.close();
    // Ends by the same signal, so that the parent process sees what ended kb.
    process.kill(process.pid, signal);
  };

  readonly #stop = (): void => {
    this.suspend();
  };

  readonly #return = (): void => {
    this.open();
    this.listener.changed();
  };

  /** After something else stopped kb: the shell has changed the terminal in the meantime. */
  readonly #continue = (): void => {
    this.close();
    this.#return();
  };
}
