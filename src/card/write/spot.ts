/** What is put into a map, and where. */
import type { Content } from './yaml.js';

export interface Put {
  readonly key: string;
  /** Its place in the order of the fields. */
  readonly rank: number;
  readonly content: Content;
}

/** Behind or in front of a key that stays; at the start of the map, where none does. */
export interface Spot {
  readonly side: 'behind' | 'before' | 'start';
  readonly at: number;
}

/** What comes to the same spot, in its order. */
export type Group = readonly [spot: Spot, puts: readonly Put[]];
