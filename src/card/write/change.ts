/** Turns the requested value of a field into edits of its present value, or into the content of a new key. */
import type { Edit, Flag } from '../card.js';
import { parseDay } from '../../day.js';
import { dayLike, readDay } from '../dates.js';
import { DATE_FORMS, type Dialect, type FieldSpec } from '../fields.generated.js';
import { isItems, type Field } from '../value.js';
import type { Written } from '../write.js';
import { changeFlags } from './flags.js';
import { changeList, isOneText, putText } from './list.js';
import type { Content, Context } from './yaml.js';

/** The surroundings of a field. */
export interface Setting {
  readonly text: string;
  readonly dialect: Dialect;
  /** Whether the field is inside brackets or braces. */
  readonly context: Context;
  readonly step: string;
}

/** The edits of one field, or half a sentence on why there are none. */
export type Change = readonly Edit[] | string;

/** The requested value in the form of the field: nothing, one text, several texts, or flags. */
export type Wanted =
  | { readonly form: 'nothing' }
  | { readonly form: 'text'; readonly text: string }
  | { readonly form: 'day'; readonly text: string }
  | { readonly form: 'list'; readonly items: readonly string[] }
  | { readonly form: 'flags'; readonly flags: readonly Flag[] };

/** Returns undefined if the field takes another kind of value. */
export function wantedOf({ form }: FieldSpec, value: Written): Wanted | undefined {
  if (value === null || (typeof value !== 'string' && value.length === 0)) return { form: 'nothing' };
  if (typeof value === 'string') {
    if (form === 'list') return { form, items: [value] };
    if (form === 'day') return parseDay(value) ? { form, text: value } : undefined;
    return form === 'records' ? undefined : { form: 'text', text: value };
  }
  if (areTexts(value)) return form === 'list' ? { form, items: value } : undefined;
  return form === 'records' ? { form: 'flags', flags: value } : undefined;
}

/** Returns the edits of an existing field, with or without a value. */
export function changeField(
  field: Field,
  spec: FieldSpec,
  wanted: Exclude<Wanted, { form: 'nothing' }>,
  setting: Setting,
): Change {
  if (wanted.form === 'list') return changeList(field, spec, wanted.items, setting);
  if (wanted.form === 'flags') return changeFlags(field, wanted.flags, setting);
  const { key, value: old } = field;
  const { text } = wanted;
  if (old !== null && typeof old !== 'string')
    return `“${key}” holds a ${isItems(old) ? 'list' : 'map'}, not text`;
  if (saysText(old, wanted, setting.dialect)) return [];
  const like = old ?? sampleDay(setting.dialect);
  return [
    putText(field, wanted.form === 'day' ? dayLike(text, like, DATE_FORMS[setting.dialect]) : text, setting),
  ];
}

/** Whether a value equals this text or, in any form of the dialect, this day. */
export function saysText(
  value: string | null,
  { form, text }: Extract<Wanted, { form: 'text' | 'day' }>,
  dialect: Dialect,
): boolean {
  return form === 'day' && value !== null ? readDay(value, DATE_FORMS[dialect]) === text : value === text;
}

/** Returns the content of a new key. */
export function newContent(
  spec: FieldSpec,
  wanted: Exclude<Wanted, { form: 'nothing' }>,
  dialect: Dialect,
): Content {
  if (wanted.form === 'flags') return wanted.flags;
  if (wanted.form === 'day') return dayLike(wanted.text, sampleDay(dialect), DATE_FORMS[dialect]);
  if (wanted.form === 'text') return wanted.text;
  const [only = ''] = wanted.items;
  const isPerson = spec.canonical === 'owner' || spec.canonical === 'verifiers';
  return isPerson && isOneText(wanted.items, spec) ? only : wanted.items;
}

/** A day in the form that new days have in a dialect. */
function sampleDay(dialect: Dialect): string {
  return dialect === 'learn' ? '01/31/2000' : '2000-01-31';
}

function areTexts(list: readonly string[] | readonly Flag[]): list is readonly string[] {
  return typeof list[0] === 'string';
}
