/** Checks whether a branch may make a team's own schema accept more than at the start of the branch. */
import { shortened } from '../text/shortened.js';

/** Maximum number of keys to name; the others are counted. */
const NAMED = 5;

/**
 * Describes the change of a schema as half a sentence; null if it is the same or only requires more keys. Whether two schemas
 * accept the same cards cannot be decided in general, so any other change is reported.
 * @param after null if the schema was removed
 */
export function schemaWeakening(before: string, after: string | null): string | null {
  const was = parsed(before);
  // An invalid schema accepts everything, so it cannot become weaker.
  if (was === null) return null;
  if (after === null) return 'the schema was removed: nothing checks the fields of this kind';
  const is = parsed(after);
  if (is === null) return null;
  const lost = [...was.required].filter((key) => !is.required.has(key));
  if (lost.length > 0) {
    const names = lost.slice(0, NAMED).map((key) => `“${shortened(key)}”`);
    const more = lost.length - names.length;
    return `the schema no longer requires ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  }
  return was.rest === is.rest ? null : 'the schema differs from the one at the start of the branch';
}

/** Null for an invalid schema, which is reported elsewhere. */
function parsed(text: string): { readonly required: ReadonlySet<string>; readonly rest: string } | null {
  try {
    const { required, ...rest } = JSON.parse(text.replace(/^\uFEFF/, '')) as Record<string, unknown>;
    const keys = Array.isArray(required) ? required.filter((key) => typeof key === 'string') : [];
    return { required: new Set(keys), rest: JSON.stringify(rest) };
  } catch {
    return null;
  }
}
