/** What a term weighs in a document, to the last bit as Lunr 2.3.9 computes it. */

const K1 = 1.2;
const B = 0.75;
/** Lengths of a field whose weight is remembered. */
const LENGTHS = 4096;

/** @param holders pairs of a field and a document that has the term there: Lunr counts a document once for each field */
export function inverseDocumentFrequency(holders: number, documents: number): number {
  return Math.log(1 + Math.abs((documents - holders + 0.5) / (holders + 0.5)));
}

/** The weights of terms in one field. */
export class FieldWeights {
  /** By length how much it weighs against what stands there. */
  readonly #norms = new Float64Array(LENGTHS);
  readonly #boost: number;

  /**
   * @param lengths of the field by document, in terms
   * @param average over all documents
   */
  constructor(
    private readonly lengths: Uint32Array,
    private readonly average: number,
    boost: number,
  ) {
    // As in Lunr, where 0 is as good as none.
    this.#boost = boost || 1;
  }

  /**
   * Adds the weights of a term, times a factor, to the sums of documents: the hot loop, short so that it is soon compiled.
   * @param counts how often each document has the term there
   */
  add(
    documents: Uint32Array,
    counts: Uint32Array,
    from: number,
    to: number,
    idf: number,
    factor: number,
    sums: Float64Array,
  ): void {
    const { lengths } = this;
    const norms = this.#norms;
    const boost = this.#boost;
    for (let at = from; at < to; at++) {
      const document = documents[at] ?? 0;
      const length = lengths[document] ?? 0;
      const times = counts[at] ?? 0;
      let norm = norms[length] ?? 0;
      if (norm === 0) norms[length] = norm = K1 * (1 - B + B * (length / this.average));
      const score = (idf * ((K1 + 1) * times)) / (norm + times);
      // Lunr keeps its vectors short so: three decimals, before the query has a say.
      const weight = Math.round(score * boost * 1000) / 1000;
      sums[document] = (sums[document] ?? 0) + factor * weight;
    }
  }
}
