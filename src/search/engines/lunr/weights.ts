/** What a term weighs in a document, to the last bit as Lunr 2.3.9 computes it. */

const K1 = 1.2;
const B = 0.75;

/** @param holders pairs of a field and a document that has the term there: Lunr counts a document once for each field */
export function inverseDocumentFrequency(holders: number, documents: number): number {
  return Math.log(1 + Math.abs((documents - holders + 0.5) / (holders + 0.5)));
}

/**
 * @param times that the term stands in the field
 * @param length of the field in terms
 * @param average length of the field over all documents
 */
export function weight(
  idf: number,
  times: number,
  length: number,
  average: number,
  fieldBoost: number,
): number {
  const score = (idf * ((K1 + 1) * times)) / (K1 * (1 - B + B * (length / average)) + times);
  // Lunr keeps its vectors short so: three decimals, before the query has a say.
  return Math.round(score * fieldBoost * 1000) / 1000;
}
