/** What a term weighs in a document, to the last bit as Lunr 2.3.9 computes it. */

const K1 = 1.2;
const B = 0.75;

/** @param holders pairs of a field and a document that has the term there: Lunr counts a document once for each field */
export function inverseDocumentFrequency(holders: number, documents: number): number {
  return Math.log(1 + Math.abs((documents - holders + 0.5) / (holders + 0.5)));
}

/** How much the length of a field, in terms, weighs against what stands there. */
export function lengthNorm(length: number, average: number): number {
  return K1 * (1 - B + B * (length / average));
}

/** @param times that the term stands in the field */
export function weight(idf: number, times: number, norm: number, fieldBoost: number): number {
  const score = (idf * ((K1 + 1) * times)) / (norm + times);
  // Lunr keeps its vectors short so: three decimals, before the query has a say.
  return Math.round(score * fieldBoost * 1000) / 1000;
}
