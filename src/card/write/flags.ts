/** Changes the list of open flags: removes some of its entries and adds others. */
import type { Edit, Flag } from '../card.js';
import type { Day } from '../../day.js';
import { removeItems, replaceScalar } from '../edit.js';
import type { Dialect } from '../fields.generated.js';
import { nextLine } from '../position.js';
import { isItems, type Field } from '../value.js';
import { readFields } from '../values.js';
import type { Change, Setting } from './change.js';
import { indentOf, lineBreakBefore, withoutNull } from './lines.js';
import { appendItems, goneOf, inOrder } from './list.js';
import { blockItems, flowContent } from './yaml.js';

/** Changes the list to these flags. Entries that are not flags stay. */
export function changeFlags(field: Field, flags: readonly Flag[], setting: Setting): Change {
  const { key, value: old } = field;
  const { text, dialect } = setting;
  if (old === null) return fill(field, flags, setting);
  if (!isItems(old)) return `“${key}” is not a list of flags`;
  const each = old.map((item) => flagsOf({ ...field, value: [item] }, dialect)[0]);
  const known = [...each.keys()].filter((at) => each[at] !== undefined);
  if (known.length !== flagsOf(field, dialect).length)
    return `“${key}” has more entries than a card may have`;
  const kept = inOrder(known, flags, (at, flag) => isSameFlag(each[at], flag));
  const added = flags.slice(kept.size);
  for (const at of each.keys()) if (each[at] === undefined) kept.add(at);
  if (kept.size === 0 && text[field.range.from] === '[') {
    return [replaceScalar(text, field, '', () => flowContent(added))];
  }
  return [
    ...removeItems(text, field, goneOf(old, kept)),
    ...appendItems(field, added, Math.max(-1, ...kept), setting),
  ];
}

/** Returns the flags of a field as parseCard reads them; entries that are not maps are left out. */
export function flagsOf(field: Field, dialect: Dialect): Flag[] {
  const { flags = [] } = readFields(new Map([['flags', field]]), dialect).values;
  return flags.map(({ by, on, note }: Partial<(typeof flags)[number]>) => ({
    by: by ?? '',
    on: (on ?? null) as Day | null,
    note: note ?? '',
  }));
}

export function isSameFlag(one: Flag | undefined, { by, on, note }: Flag): boolean {
  return one?.by === by && one.on === on && one.note === note;
}

/** Gives a list to a key without a value. */
function fill(field: Field, flags: readonly Flag[], { text, context, step }: Setting): Edit[] {
  if (context === 'flow') return [replaceScalar(text, field, '', () => flowContent(flags))];
  const at = nextLine(text, field.keyRange.to);
  const layout = { indent: indentOf(text, field.keyRange.from) + step, step, eol: lineBreakBefore(text, at) };
  return [...withoutNull(text, field), { from: at, to: at, text: blockItems(flags, layout) }];
}
