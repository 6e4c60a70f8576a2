/** Converts fields to typed values according to the schema. Each wrong value is reported at its own place and left out. */
import type { Problem, Range } from './card.js';
import { meantDay, readDay } from './dates.js';
import {
  DATE_FORMS,
  FIELDS,
  type CanonicalField,
  type CardFields,
  type Dialect,
  type FieldSpec,
} from './fields.generated.js';
import { shortened } from '../text/shortened.js';
import { validateCard, type Violation } from './validate.generated.js';
import { emptyMap, stepsOf, type Plain, type PlainMap } from './plain.js';
import { isItems, type Field, type Value } from './value.js';

export interface Reading {
  /** The valid values. Lists are lists, and days are `YYYY-MM-DD`. */
  readonly values: CardFields;
  /** Fields with a wrong value. A list among them may still have valid items in `values`. */
  readonly wrong: ReadonlySet<CanonicalField>;
  readonly problems: readonly Problem[];
}

const SPECS = new Map<string, FieldSpec>(FIELDS.map((spec) => [spec.canonical, spec]));

/** Reads fields according to the schema. Days may be in any form of the dialect. */
export function readFields(fields: ReadonlyMap<CanonicalField, Field>, dialect: Dialect): Reading {
  const plain: PlainMap = emptyMap();
  for (const [canonical, { value }] of fields) {
    const spec = SPECS.get(canonical);
    if (!spec || (value === null && !spec.blankIsWrong)) continue;
    put(plain, canonical.split('.'), canonicalValue(value, spec, dialect));
  }
  if (validateCard(plain)) return { values: plain, wrong: new Set(), problems: [] };
  return report([...(validateCard.errors ?? [])], plain, fields, dialect);
}

function report(
  violations: readonly Violation[],
  plain: PlainMap,
  fields: ReadonlyMap<CanonicalField, Field>,
  dialect: Dialect,
): Reading {
  const wrong = new Set<CanonicalField>();
  const problems: Problem[] = [];
  const done: string[] = [];
  // Shortest path first: if a list is wrong as a whole, its items are not reported too.
  const ordered = violations.map((violation) => ({ ...violation, path: stepsOf(violation.instancePath) }));
  for (const { path, instancePath, keyword, params } of ordered.sort(
    (a, b) => a.path.length - b.path.length,
  )) {
    if (done.some((other) => instancePath === other || instancePath.startsWith(`${other}/`))) continue;
    const spec = SPECS.get(path[0] ?? '') ?? SPECS.get(path.slice(0, 2).join('.'));
    const field = spec && fields.get(spec.canonical);
    if (!spec || !field) continue;
    const inside = path.slice(spec.canonical.split('.').length);
    const again = keyword === 'uniqueItems' ? Math.max(Number(params['i']), Number(params['j'])) : undefined;
    const node = nodeAt(field, again === undefined ? inside : [String(again)]);
    wrong.add(spec.canonical);
    problems.push({
      rule: spec.rule,
      severity: 'error',
      message: `${field.key}: expected ${expectation(spec, dialect)}, found ${found(node, keyword, params)}${meant(node, spec)}`,
      line: node.range.line,
      column: node.range.column,
    });
    // A flag is kept even if a part of it is missing.
    if (keyword === 'required') continue;
    if (keyword === 'uniqueItems') {
      dropRepeated(plain, path);
      continue;
    }
    remove(plain, path);
    done.push(instancePath);
  }
  prune(plain);
  return { values: plain, wrong, problems };
}

/** Suggests how to write a day that is in another form. */
function meant({ value }: Pick<Field, 'value'>, { form }: FieldSpec): string {
  const day = form === 'day' && typeof value === 'string' ? meantDay(value) : undefined;
  return day === undefined ? '' : `; write ${day}`;
}

function canonicalValue(value: Value, { form, split }: FieldSpec, dialect: Dialect): Plain {
  if (typeof value !== 'string') return toPlain(value);
  if (form === 'day') return readDay(value, DATE_FORMS[dialect]) ?? value;
  if (form === 'list') return split ? partsOf(value) : [value];
  return value;
}

/** Splits a text at its commas. One that is empty or has nothing but commas gives an empty item, which is then reported. */
export function partsOf(text: string): string[] {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.length > 0 ? parts : [''];
}

/** Returns a value without its places. Keys without a value are left out. */
export function toPlain(value: Value): Plain {
  if (value === null || typeof value === 'string') return value;
  if (isItems(value)) return value.map((node) => toPlain(node.value));
  const map: PlainMap = emptyMap();
  for (const [key, field] of value) if (field.value !== null) map[key] = toPlain(field.value);
  return map;
}

function put(map: PlainMap, [key = '', ...rest]: readonly string[], value: Plain): void {
  if (rest.length === 0) map[key] = value;
  else put((map[key] ??= emptyMap()) as PlainMap, rest, value);
}

function parentOf(plain: Plain, path: readonly string[]): Plain | undefined {
  let parent: Plain | undefined = plain;
  for (const step of path.slice(0, -1)) parent = (parent as PlainMap | undefined)?.[step];
  return parent;
}

function remove(plain: PlainMap, path: readonly string[]): void {
  const parent = parentOf(plain, path);
  const last = path.at(-1) ?? '';
  // Items keep their index until all violations are handled; prune removes the holes.
  if (Array.isArray(parent)) parent[Number(last)] = null;
  else if (parent && typeof parent === 'object') Reflect.deleteProperty(parent, last);
}

function dropRepeated(plain: PlainMap, path: readonly string[]): void {
  const list = (parentOf(plain, path) as PlainMap | undefined)?.[path.at(-1) ?? ''];
  if (!Array.isArray(list)) return;
  const seen = new Set<Plain>();
  for (const [index, item] of list.entries()) {
    if (seen.has(item)) list[index] = null;
    seen.add(item);
  }
}

function prune(map: PlainMap): void {
  for (const [key, value] of Object.entries(map)) {
    if (Array.isArray(value)) map[key] = value.filter((item) => item !== null);
  }
}

/** Returns the node that a path leads to from a field, or the deepest one that exists on the way. */
function nodeAt(field: Field, path: readonly string[]): { value: Value; range: Range } {
  let node: { value: Value; range: Range } = { value: field.value, range: field.keyRange };
  for (const step of path) {
    const { value } = node;
    if (value === null) break;
    if (typeof value === 'string') {
      // A single text that was split into a list.
      return { value: partsOf(value)[Number(step)] ?? value, range: node.range };
    }
    const next = isItems(value) ? value[Number(step)] : value.get(step);
    if (!next) break;
    node = { value: next.value, range: 'keyRange' in next ? (next as Field).keyRange : next.range };
  }
  return node;
}

function expectation({ form, expects }: FieldSpec, dialect: Dialect): string {
  return form === 'day' ? `${expects} as ${DATE_FORMS[dialect].join(' or ')}` : expects;
}

function found({ value }: { value: Value }, keyword: string, params: Violation['params']): string {
  if (keyword === 'required') return `one without \`${String(params['missingProperty'])}\``;
  if (value === null) return 'nothing';
  if (typeof value === 'string') return `“${shortened(value)}”${keyword === 'uniqueItems' ? ' twice' : ''}`;
  if (isItems(value)) return keyword === 'maxItems' ? String(value.length) : 'a list';
  return 'a map';
}

/** Returns a field that may be one text or a list as a list. */
export function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return typeof value === 'string' ? [value] : (value ?? []);
}
