/** Files and folders with what the disk told of each when it was first looked at: before it was read. */
import path from 'node:path';
import { settled, stampAt, type Seen, type Watched } from './state.js';

export class Looks {
  readonly #seen = new Map<string, Seen>();
  readonly #root: string;

  /** @param root where the paths begin */
  constructor(root: string) {
    this.#root = root;
  }

  get all(): readonly Watched[] {
    return [...this.#seen];
  }

  /** Looks at a path, unless that was done before. */
  at(file: string): void {
    const now = Date.now();
    if (!this.#seen.has(file)) this.#seen.set(file, settled(stampAt(path.resolve(this.#root, file)), now));
  }

  /** The same by an absolute path. */
  atAbsolute(file: string): void {
    this.at(path.relative(this.#root, file).split(path.sep).join('/'));
  }

  /** What somebody else has seen. */
  add([file, seen]: Watched): void {
    if (!this.#seen.has(file)) this.#seen.set(file, seen);
  }
}
