/** Writes fields into a card's front matter, in the names and forms of its base. Returns edits, or why there are none. */
import type { Edit, Flag } from './card.js';
import { applyEdits } from './edit.js';
import type { FieldSpec } from './fields.generated.js';
import { FIELDS, canonicalFields, type CanonicalField, type DialectNames } from './fields.js';
import { readFrontMatter, type FrontMatter } from './frontmatter.js';
import type { Field } from './value.js';
import { toPlain } from './values.js';
import { changeField, newContent, saysText, wantedOf, type Change, type Wanted } from './write/change.js';
import { flagsOf, isSameFlag } from './write/flags.js';
import { openHead, without, type Opened } from './write/head.js';
import { saysItems } from './write/list.js';

/** The new value of a field; null removes the field. */
export type Written = string | readonly string[] | readonly Flag[] | null;

/** The edits of a card's text, or why it cannot be edited (half a sentence) and on which line. */
export type Writing =
  | { readonly ok: true; readonly edits: readonly Edit[] }
  | { readonly ok: false; readonly why: string; readonly line: number | null };

/**
 * Returns the edits that set fields of a card; none for fields that already have the value. The edits are checked first:
 * the changed fields must read back as requested, all others as before, and every byte outside the changed fields must be
 * the same.
 */
export function writeFields(
  text: string,
  names: DialectNames,
  changes: ReadonlyMap<CanonicalField, Written>,
): Writing {
  const front = readFrontMatter(text);
  if (front.unreadable !== null) return refuse(front.unreadable, firstError(front));
  const head = openHead(text, front, names);
  const values: Edit[] = [];
  for (const spec of FIELDS) {
    const value = changes.get(spec.canonical);
    if (value === undefined) continue;
    const { change, line } = changeOf(head, names, spec, value);
    if (typeof change === 'string') return refuse(change, line);
    values.push(...change);
  }
  head.keys.removeEmptyMaps();
  const edits = [...values, ...head.edits()];
  const holds = edits.length === 0 || isProven(text, front, applyEdits(text, edits), names, changes);
  return holds ? { ok: true, edits } : refuse('kb cannot edit it safely', firstLine(front, names, changes));
}

/** Whether the base has a name for the field: `verify-by` has none in dialect `gds`. */
export function isWritable({ names }: DialectNames, field: CanonicalField): boolean {
  return names.has(field);
}

/** Whether two texts are equal apart from these fields, that is, byte for byte once the fields are removed from both. */
export function sameApartFrom(
  before: string,
  after: string,
  names: DialectNames,
  fields: readonly CanonicalField[],
): boolean {
  if (before === after) return true;
  const [one, other] = [readFrontMatter(before), readFrontMatter(after)];
  if (one.unreadable !== null || other.unreadable !== null) return false;
  return without(before, one, names, fields) === without(after, other, names, fields);
}

interface Step {
  readonly change: Change;
  readonly line: number | null;
}

/** Changes one field: returns the edits of its value, or none if `keys` records a key to add or remove. */
function changeOf({ keys, step }: Opened, names: DialectNames, spec: FieldSpec, value: Written): Step {
  const { canonical } = spec;
  const [name, ...others] = names.names.get(canonical) ?? [];
  const wanted = wantedOf(spec, value);
  if (!wanted) return { change: `${canonical} takes ${spec.expects}`, line: null };
  const found = [name ?? '', ...others].map((each) => keys.find(each)).filter((each) => each !== undefined);
  if (wanted.form === 'nothing') {
    for (const each of found) each.keys.take(each.field);
    return { change: [], line: null };
  }
  if (name === undefined) {
    return { change: `the cards of this base have no field for ${canonical}`, line: null };
  }
  const target = found.find(({ field }) => field.value !== null) ?? found[0];
  if (target) {
    const { head, context } = target.keys;
    const setting = { text: head.text, dialect: names.dialect, context, step };
    const { line } = target.field.keyRange;
    return { change: changeField(target.field, spec, wanted, setting), line };
  }
  const broken = keys.put(name, FIELDS.indexOf(spec), newContent(spec, wanted, names.dialect));
  if (!broken) return { change: [], line: null };
  return { change: `“${broken.key}” is not a map, and ${name} belongs in one`, line: broken.keyRange.line };
}

/** Whether the new text has the requested values and nothing else changed. */
function isProven(
  text: string,
  before: FrontMatter,
  written: string,
  names: DialectNames,
  changes: ReadonlyMap<CanonicalField, Written>,
): boolean {
  const after = readFrontMatter(written);
  if (after.unreadable !== null || after.body !== before.body) return false;
  const was = canonicalFields(before.fields ?? new Map(), names);
  const is = canonicalFields(after.fields ?? new Map(), names);
  const right = FIELDS.every((spec) => {
    const value = changes.get(spec.canonical);
    const field = is.get(spec.canonical);
    return value === undefined
      ? isSame(was.get(spec.canonical), field)
      : says(field, spec, wantedOf(spec, value), names);
  });
  const touched = [...changes.keys()];
  return right && without(text, before, names, touched) === without(written, after, names, touched);
}

function says(
  field: Field | undefined,
  spec: FieldSpec,
  wanted: Wanted | undefined,
  { dialect }: DialectNames,
): boolean {
  if (!wanted || wanted.form === 'nothing') return field === undefined;
  if (!field) return false;
  if (wanted.form === 'list') return saysItems(field.value, wanted.items, spec);
  if (wanted.form !== 'flags')
    return typeof field.value === 'string' && saysText(field.value, wanted, dialect);
  const found = flagsOf(field, dialect);
  return (
    found.length === wanted.flags.length && wanted.flags.every((flag, at) => isSameFlag(found[at], flag))
  );
}

function isSame(one: Field | undefined, other: Field | undefined): boolean {
  if (!one || !other) return one === other;
  return one.key === other.key && JSON.stringify(toPlain(one.value)) === JSON.stringify(toPlain(other.value));
}

function refuse(why: string, line: number | null): Writing {
  return { ok: false, why, line };
}

function firstError({ problems }: FrontMatter): number | null {
  return problems.find(({ severity }) => severity === 'error')?.line ?? null;
}

function firstLine(
  { fields }: FrontMatter,
  names: DialectNames,
  changes: ReadonlyMap<CanonicalField, Written>,
): number | null {
  const found = canonicalFields(fields ?? new Map(), names);
  for (const canonical of changes.keys()) {
    const line = found.get(canonical)?.keyRange.line;
    if (line !== undefined) return line;
  }
  return null;
}
