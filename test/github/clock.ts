/** The clock of the loopback GitHub: only writes advance it, by one second each, so that no two events have the same time. */
export class Clock {
  #milliseconds: number;

  constructor(iso: string) {
    this.#milliseconds = Date.parse(iso);
  }

  /** ISO 8601 in whole seconds, as GitHub writes it. */
  now(): string {
    return new Date(this.#milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
  }

  /** In the format of the `date` header. */
  httpDate(): string {
    return new Date(this.#milliseconds).toUTCString();
  }

  seconds(): number {
    return Math.floor(this.#milliseconds / 1000);
  }

  set(iso: string): void {
    this.#milliseconds = Date.parse(iso);
  }

  advance(by: { readonly days?: number; readonly seconds?: number }): void {
    this.#milliseconds += (by.days ?? 0) * 86_400_000 + (by.seconds ?? 0) * 1000;
  }

  tick(): string {
    this.advance({ seconds: 1 });
    return this.now();
  }
}
