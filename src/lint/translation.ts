/** Recognizes translations of the same card, which may share their title and text. */
import { primaryLanguage } from '../card/language.js';
import type { ParsedCard } from '../card/parse.js';

/** A language code at the end of a folder name, or before the extension of a file: `fr/`, `docs-pt-BR/`, `.de.md`. */
const TAG = /(?<=^|[/._-])([a-z]{2})(?:[-_][a-z]{2,4})?(?=[/.])/gi;

/**
 * Whether two cards state different languages, or their paths differ only in language codes (`en/refunds.md`,
 * `fr/refunds.md`).
 */
export function areTranslations(a: ParsedCard, b: ParsedCard): boolean {
  if (a.language !== null && b.language !== null) {
    return primaryLanguage(a.language) !== primaryLanguage(b.language);
  }
  return a.path !== b.path && withoutLanguage(a.path) === withoutLanguage(b.path);
}

function withoutLanguage(path: string): string {
  return path.replace(TAG, (tag: string, primary: string) => (isLanguage(primary.toLowerCase()) ? '*' : tag));
}

let names: Intl.DisplayNames | undefined;

function isLanguage(code: string): boolean {
  names ??= new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
  return names.of(code) !== undefined;
}
