/** Writes keys that only the base knows, with any text as value, into a card's front matter. */
import type { Edit } from '../card.js';
import { applyEdits } from '../edit.js';
import { FIELDS } from '../fields.generated.js';
import { fieldAt, type DialectNames } from '../fields.js';
import { readFrontMatter } from '../frontmatter.js';
import { changeField } from './change.js';
import { openHead } from './head.js';

/** The new text, or half a sentence on why there is none. */
export type KeysWritten =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string };

/** Sets keys to these values: changes those that exist and adds the others below. Reads back what it wrote. */
export function writeKeys(text: string, names: DialectNames, keys: ReadonlyMap<string, string>): KeysWritten {
  if (keys.size === 0) return { ok: true, text };
  const front = readFrontMatter(text);
  if (front.unreadable !== null) return { ok: false, why: front.unreadable };
  const head = openHead(text, front, names);
  const changes: Edit[] = [];
  for (const [key, value] of keys) {
    const found = head.keys.find(key);
    if (found) {
      const setting = { text, dialect: names.dialect, context: found.keys.context, step: head.step };
      const change = changeField(found.field, TEXT, { form: 'text', text: value }, setting);
      if (typeof change === 'string') return { ok: false, why: change };
      changes.push(...change);
    } else {
      const broken = head.keys.put(key, FIELDS.length, value);
      if (broken) return { ok: false, why: `“${broken.key}” is not a map, and ${key} belongs in one` };
    }
  }
  const result = applyEdits(text, [...changes, ...head.edits()]);
  const after = readFrontMatter(result);
  const wrong = [...keys].find(([key, value]) => fieldAt(after.fields ?? new Map(), key)?.value !== value);
  if (after.unreadable === null && wrong === undefined) return { ok: true, text: result };
  return { ok: false, why: `the key “${wrong?.[0] ?? ''}” cannot hold that text` };
}

/** The spec of a field that takes any text. */
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
