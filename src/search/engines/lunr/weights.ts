/** Computes the weight of a term in a document (BM25), with exactly the results of Lunr 2.3.9. */

const K1 = 1.2;
const B = 0.75;
/** Field lengths below this have their normalization cached. */
const LENGTHS = 4096;

/** @param holders pairs of a field and a document that has the term there, because Lunr counts a document once per field */
export function inverseDocumentFrequency(holders: number, documents: number): number {
  return Math.log(1 + Math.abs((documents - holders + 0.5) / (holders + 0.5)));
}

/** The weights of terms in one field. */
export class FieldWeights {
  /** By field length, BM25's length normalization; 0 = not yet computed. */
  readonly #norms = new Float64Array(LENGTHS);
  readonly #boost: number;

  /**
   * @param lengths length of the field in each document, in terms
   * @param average average length over all documents
   */
  constructor(
    private readonly lengths: Uint32Array,
    private readonly average: number,
    boost: number,
  ) {
    // As in Lunr, where a boost of 0 counts as none.
    this.#boost = boost || 1;
  }

  /**
   * Adds the weights of a term, times a factor, to the sums of documents. This is the hot loop, short so that it is compiled
   * early.
   * @param counts how often each document has the term in the field
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
      // Lunr rounds document vectors to three decimals, before the query's boosts apply.
      const weight = Math.round(score * boost * 1000) / 1000;
      sums[document] = (sums[document] ?? 0) + factor * weight;
    }
  }
}
