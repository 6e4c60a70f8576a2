/** Folds names, so that two names that people consider the same compare equal. */

/** Returns a name in NFC and lower case: forges, many file systems and people ignore case. */
export function fold(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
