/** Files and folders with the stamp each had when it was first looked at, which is before it was read. */
import path from 'node:path';
import { stableStamp, stampAt, type Seen, type Watched } from './state.js';

export class Looks {
  readonly #seen = new Map<string, Seen>();
  readonly #root: string;

  /** @param root the folder that paths are relative to */
  constructor(root: string) {
    this.#root = root;
  }

  get all(): readonly Watched[] {
    return [...this.#seen];
  }

  /** Looks at a path, unless it has been looked at. */
  at(file: string): void {
    const now = Date.now();
    if (!this.#seen.has(file))
      this.#seen.set(file, stableStamp(stampAt(path.resolve(this.#root, file)), now));
  }

  /** The same by an absolute path. */
  atAbsolute(file: string): void {
    this.at(path.relative(this.#root, file).split(path.sep).join('/'));
  }

  /** Adds a path that the caller has looked at. */
  add([file, seen]: Watched): void {
    if (!this.#seen.has(file)) this.#seen.set(file, seen);
  }
}
