/** The order of keys: that of the fields in the schema, under the names of a base. */
import { FIELDS, type DialectNames } from '../fields.js';

/** The fields from here through `flags` are the record: how long a card is valid, and what was said about it. */
const FIRST_OF_RECORD = FIELDS.findIndex(({ canonical }) => canonical === 'verify-by');
const LAST_OF_RECORD = FIELDS.findIndex(({ canonical }) => canonical === 'flags');

export class Ranks {
  readonly #ranks = new Map<string, number>();

  constructor({ names }: DialectNames) {
    for (const [rank, { canonical }] of FIELDS.entries()) {
      for (const name of names.get(canonical) ?? []) {
        for (let end = name.length; end !== -1; end = name.lastIndexOf('.', end - 1)) {
          if (end === 0) break;
          const path = name.slice(0, end);
          const known = this.#ranks.get(path);
          // A map with a record in it goes where records go, whatever else it holds.
          const isBetter = known === undefined || (this.isRecord(rank) && !this.isRecord(known));
          if (isBetter) this.#ranks.set(path, rank);
        }
      }
    }
  }

  /** Returns the rank of the first field with this name or inside the map with this name; of a record, if there is one. */
  of(path: string): number | undefined {
    return this.#ranks.get(path);
  }

  isRecord(rank: number): boolean {
    return rank >= FIRST_OF_RECORD && rank <= LAST_OF_RECORD;
  }
}
