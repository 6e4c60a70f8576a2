/** A team's own schema as a branch leaves it: whether it may let more pass than where the branch began. */
import { shortened } from '../text/shortened.js';

/** Keys that are named; the others are counted. */
const NAMED = 5;

/**
 * What the branch does to it, as half a sentence; null where it is the same, or asks for more keys and is the same otherwise.
 * Whether two schemas differ in what they allow, nobody can tell in general: so any other change is told.
 * @param after null where it is gone
 */
export function schemaWeakening(before: string, after: string | null): string | null {
  const was = parsed(before);
  // What is no schema lets everything pass.
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

/** Null for what the run tells as a fault of the schema. */
function parsed(text: string): { readonly required: ReadonlySet<string>; readonly rest: string } | null {
  try {
    const { required, ...rest } = JSON.parse(text.replace(/^\uFEFF/, '')) as Record<string, unknown>;
    const keys = Array.isArray(required) ? required.filter((key) => typeof key === 'string') : [];
    return { required: new Set(keys), rest: JSON.stringify(rest) };
  } catch {
    return null;
  }
}
