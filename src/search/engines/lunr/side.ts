/** One segment during a match: the postings of the current term, and the weights that its documents get. */
import { SEARCH_FIELDS } from '../../field.js';
import { newPostings } from './postings.js';
import type { Segment } from './segment.js';
import { FieldWeights } from './weights.js';

export class Side {
  readonly postings = newPostings();
  readonly #weights: (FieldWeights | undefined)[] = [];

  /**
   * @param offset what is added to the segment's document numbers
   * @param dead a 1 for each dead document; null if there are none
   */
  constructor(
    readonly segment: Segment,
    readonly offset: number,
    readonly dead: Uint8Array | null,
  ) {}

  /** Returns where the postings of a field begin. */
  begin(field: number): number {
    return field === 0 ? 0 : this.end(field - 1);
  }

  end(field: number): number {
    return this.postings.ends[field] ?? 0;
  }

  /** Returns the number of pairs of a field and a live document that has the term there. */
  holders(): number {
    const { dead } = this;
    const end = this.end(SEARCH_FIELDS.length - 1);
    if (!dead) return end;
    const { documents } = this.postings;
    let live = 0;
    for (let at = 0; at < end; at++) if (dead[documents[at] ?? 0] !== 1) live++;
    return live;
  }

  /** Adds the term's weight in a field, times a factor, to the sums of the documents that have it there. */
  weigh(
    field: number,
    average: number,
    boost: number,
    idf: number,
    factor: number,
    sums: Float64Array,
  ): void {
    const { documents, counts } = this.postings;
    const weights = (this.#weights[field] ??= new FieldWeights(this.segment.lengths(field), average, boost));
    const own = this.offset === 0 ? sums : sums.subarray(this.offset);
    weights.add(documents, counts, this.begin(field), this.end(field), idf, factor, own);
  }
}
