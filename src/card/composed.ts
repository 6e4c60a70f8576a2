/** Unicode normalization that stays fast for untrusted text. */

/**
 * Returns the text in NFC or NFD. Runs of more than 30 marks (Unicode's stream-safe limit) are left alone: normalizing
 * them takes quadratic time, and no language uses them.
 */
export function composed(text: string, form: 'NFC' | 'NFD' = 'NFC'): string {
  return text
    .split(/(\p{M}{31,})/u)
    .map((part, index) => (index % 2 === 0 ? part.normalize(form) : part))
    .join('');
}
