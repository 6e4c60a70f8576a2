/** Keys of a base's own in a card's front matter: texts that no field of ours stands for. */
import { applyEdits } from '../edit.js';
import { FIELDS } from '../fields.generated.js';
import { fieldAt, type DialectNames } from '../fields.js';
import { readFrontMatter } from '../frontmatter.js';
import { changeField } from './change.js';
import { openHead } from './head.js';

/** The new text, or half a sentence on why there is none. */
export type KeysWritten =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string };

/** Gives keys these values, in the place of those that they have, else below the others. Reads back what it wrote. */
export function writeKeys(text: string, names: DialectNames, keys: ReadonlyMap<string, string>): KeysWritten {
  let result = text;
  for (const [key, value] of keys) {
    const front = readFrontMatter(result);
    if (front.unreadable !== null) return { ok: false, why: front.unreadable };
    const head = openHead(result, front, names);
    const found = head.keys.find(key);
    if (found) {
      const { context } = found.keys;
      const setting = { text: result, dialect: names.dialect, context, step: head.step };
      const change = changeField(found.field, TEXT, { form: 'text', text: value }, setting);
      if (typeof change === 'string') return { ok: false, why: change };
      result = applyEdits(result, change);
    } else {
      const broken = head.keys.put(key, FIELDS.length, value);
      if (broken) return { ok: false, why: `“${broken.key}” is no map, and ${key} belongs into one` };
      result = applyEdits(result, head.edits());
    }
    const after = readFrontMatter(result);
    const said = fieldAt(after.fields ?? new Map(), key);
    if (after.unreadable !== null || said?.value !== value || after.body !== front.body)
      return { ok: false, why: `the key “${key}” cannot hold that text` };
  }
  return { ok: true, text: result };
}

/** The form of any text. */
const TEXT = {
  canonical: 'title',
  form: 'text',
  rule: 'type',
  expects: 'text',
  split: false,
  blankIsWrong: false,
  names: { kb: [], gds: [], learn: [], custom: [] },
  other: [],
} as const;
