/** Names that people take for the same. */

/** A form in which they are the same: composed, in small letters. Forges, file systems and people do not tell upper from lower case. */
export function fold(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
