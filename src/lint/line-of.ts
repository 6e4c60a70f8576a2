/** Locates a field in a card. */
import { dialectNames, type CanonicalField } from '../card/fields.js';
import type { ParsedCard } from '../card/parse.js';
import type { Scope } from './scope.js';

/** The place of a field's key, whatever the base calls the field; the start of the card if the card does not have it. */
export function lineOf(
  { keys }: ParsedCard,
  scope: Scope,
  field: CanonicalField,
): { readonly line: number; readonly column: number } {
  const names = scope.shared(namesOf).get(field) ?? [];
  for (const name of names) {
    const found = keys.find(({ key }) => key === name);
    if (found) return { line: found.line, column: found.column };
  }
  return { line: 1, column: 1 };
}

function namesOf({ config }: Scope): ReadonlyMap<CanonicalField, readonly string[]> {
  return dialectNames(config.dialect, config.fields).names;
}
