/** The Unicode form of texts that anybody may have written. */

/** NFC, or NFD, but for runs of more than 30 marks (Unicode's stream-safe limit): they take quadratic time, and no language has them. */
export function composed(text: string, form: 'NFC' | 'NFD' = 'NFC'): string {
  return text
    .split(/(\p{M}{31,})/u)
    .map((part, index) => (index % 2 === 0 ? part.normalize(form) : part))
    .join('');
}
