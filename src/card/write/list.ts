/** Changes the items of an existing list, in brackets or on lines. Items that stay are left alone. */
import type { Edit, Flag } from '../card.js';
import { afterLine, removeItems, replaceScalar } from '../edit.js';
import type { FieldSpec } from '../fields.generated.js';
import { isItems, isMap, type Field, type Node, type Value } from '../value.js';
import { partsOf } from '../values.js';
import type { Change, Setting } from './change.js';
import { indentOf, lineBreakBefore } from './lines.js';
import { blockItems, flowContent, flowItems, scalar } from './yaml.js';

/** Changes a list of texts, or a single text that stands for one. */
export function changeList(
  field: Field,
  spec: FieldSpec,
  items: readonly string[],
  setting: Setting,
): Change {
  const { value: old, key } = field;
  if (saysItems(old, items, spec)) return [];
  if (isMap(old)) return `“${key}” is a map, not a list`;
  if (!isItems(old)) return [changeOneText(field, spec, items, setting)];
  const all = [...old.keys()];
  const kept = inOrder(all, items, (at, item) => old[at]?.value === item);
  if (kept.size === items.length) return removeItems(setting.text, field, goneOf(old, kept));
  const shared = Math.min(old.length, items.length);
  const others = all.slice(0, shared).filter((at) => old[at]?.value !== items[at]);
  if (others.some((at) => isItems(old[at]?.value) || isMap(old[at]?.value))) {
    return `“${key}” has an item that is not text`;
  }
  const inside = isInBrackets(field, setting) ? { ...setting, context: 'flow' as const } : setting;
  return [
    ...others.flatMap((at) => (old[at] ? [putText(old[at], items[at] ?? '', inside)] : [])),
    ...removeItems(setting.text, field, new Set(all.slice(shared))),
    ...appendItems(field, items.slice(shared), old.length - 1, setting),
  ];
}

/**
 * Changes a single text or an empty value: to a text (with commas, if the old one has some) if possible, else to a list
 * in brackets.
 */
function changeOneText(field: Field, spec: FieldSpec, items: readonly string[], setting: Setting): Edit {
  const fits = items.every((item) => isOneText([item], spec));
  const hasCommas = spec.split && typeof field.value === 'string' && field.value.includes(',');
  if (fits && (items.length === 1 || hasCommas)) return putText(field, items.join(', '), setting);
  return replaceScalar(setting.text, field, '', () => flowContent(items));
}

/** Replaces a scalar with another text. */
export function putText(node: Node, value: string, { text, context }: Setting): Edit {
  return replaceScalar(text, node, value, (old, each) => scalar(each, context, old));
}

/** Whether a single text can stand for the list: a text with a comma would be split. */
export function isOneText(items: readonly string[], { split }: FieldSpec): boolean {
  const [only = ''] = items;
  return items.length === 1 && (!split || (only.trim() === only && only !== '' && !only.includes(',')));
}

/** Whether a value has exactly these items. */
export function saysItems(value: Value, items: readonly string[], { split }: FieldSpec): boolean {
  if (value === null || isMap(value)) return false;
  const one = typeof value === 'string' ? (split ? partsOf(value) : [value]) : [];
  const texts = isItems(value) ? value.map((item) => item.value) : one;
  return texts.length === items.length && texts.every((text, at) => text === items[at]);
}

/** @param last index of the item after which the new ones go, in brackets; -1 for none */
export function appendItems(
  list: Field,
  added: readonly string[] | readonly Flag[],
  last: number,
  setting: Setting,
): Edit[] {
  if (added.length === 0) return [];
  const { text, step } = setting;
  const items = isItems(list.value) ? list.value : [];
  if (isInBrackets(list, setting)) {
    const at = items[last]?.range.to ?? list.range.from + 1;
    return [{ from: at, to: at, text: (items[last] ? ', ' : '') + flowItems(added) }];
  }
  const at = afterLine(text, items.at(-1)?.range.to ?? list.range.to);
  const layout = { indent: indentOf(text, list.range.from), step, eol: lineBreakBefore(text, at) };
  return [{ from: at, to: at, text: blockItems(added, layout) }];
}

/** Returns the places that hold the wanted items in order: as many of the items as can be found, starting with the first. */
export function inOrder<T>(
  places: readonly number[],
  wanted: readonly T[],
  isSame: (place: number, item: T) => boolean,
): Set<number> {
  const found = new Set<number>();
  for (const place of places) {
    const item = wanted[found.size];
    if (item !== undefined && isSame(place, item)) found.add(place);
  }
  return found;
}

export function goneOf(list: readonly Node[], kept: ReadonlySet<number>): Set<number> {
  return new Set([...list.keys()].filter((at) => !kept.has(at)));
}

function isInBrackets(list: Field, { text, context }: Setting): boolean {
  return context === 'flow' || text[list.range.from] === '[';
}
