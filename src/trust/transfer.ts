/** Replaces one owner by another: the edits to a card or a `_kb.yaml` that names the old owner itself. */
import type { Edit } from '../card/card.js';
import { applyEdits, removeItems, replaceScalar } from '../card/edit.js';
import { canonicalFields, type DialectNames } from '../card/fields.js';
import { readFrontMatter } from '../card/frontmatter.js';
import { Lines } from '../card/position.js';
import { isItems, type Field } from '../card/value.js';
import { readYaml } from '../card/yaml/read.js';
import type { Person } from '../config.js';
import { personOf } from './known-owners.js';
import { fold } from '../text/fold.js';

/** The old and the new owner. */
export interface Succession {
  /** Whether a name is an alias of the old owner. */
  readonly isOld: (name: string) => boolean;
  readonly isNew: (name: string) => boolean;
  /** The new owner, as it will be written. */
  readonly name: string;
}

/** A file that names the old owner. */
export interface FileTransfer {
  /** Relative to the root of the base, with `/`. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly edits: readonly Edit[];
}

/** All changes needed in a base. */
export interface Transfer {
  readonly from: string;
  readonly to: string;
  readonly files: readonly FileTransfer[];
  /** Files that the user must edit by hand, each with the reason as a phrase that names the file. */
  readonly byHand: readonly { readonly file: string; readonly why: string }[];
}

/** Makes a succession that recognizes all aliases of both owners. */
export function succession(from: string, to: string, people: readonly Person[]): Succession {
  const resolve = personOf(people);
  const is = (whom: string) => (name: string) => fold(resolve(name)) === fold(resolve(whom));
  return { isOld: is(from), isNew: is(to), name: to };
}

/**
 * Returns the edits to `owner` and `verifiers` of a card, which may use any alias; null if the card names the old owner in a
 * way that cannot be edited.
 */
export function cardEdits(text: string, names: DialectNames, change: Succession): readonly Edit[] | null {
  return proven(text, change, (card) => {
    const fields = canonicalFields(readFrontMatter(card).fields ?? new Map<string, Field>(), names);
    return [fields.get('owner'), fields.get('verifiers')].filter((field) => field !== undefined);
  });
}

/** Returns the edits to `owner` of a `_kb.yaml`; null as for cards. */
export function folderEdits(text: string, change: Succession): readonly Edit[] | null {
  return proven(text, change, (file) => {
    const yaml = file.replace(/^\uFEFF/, '');
    const owner = readYaml(yaml, file.length - yaml.length, new Lines(file)).fields?.get('owner');
    return owner ? [owner] : [];
  });
}

/** Computes the edits and checks them: the edited file is parsed again and must have the expected names. Null if it does not. */
function proven(
  text: string,
  change: Succession,
  fieldsOf: (text: string) => readonly Field[],
): readonly Edit[] | null {
  const fields = fieldsOf(text);
  const edits = fields.flatMap((field) => fieldEdits(text, field, change));
  if (edits.length === 0) return edits;
  const wanted = fields.map((field) => {
    const names = namesIn(field);
    const fates = fatesOf(names, change);
    return names.flatMap((name, at) =>
      fates[at] === 'goes' ? [] : [fates[at] === 'changes' ? change.name : name],
    );
  });
  const found = fieldsOf(applyEdits(text, edits)).map(namesIn);
  return JSON.stringify(found) === JSON.stringify(wanted) ? edits : null;
}

function fieldEdits(text: string, field: Field, change: Succession): Edit[] {
  const { value } = field;
  const fates = fatesOf(namesIn(field), change);
  if (fates.every((fate) => fate === 'stays')) return [];
  if (typeof value === 'string') {
    const parts = value.split(',').flatMap((part, at) => {
      if (fates[at] === 'goes') return [];
      return fates[at] === 'changes' ? [part.replace(part.trim(), () => change.name)] : [part];
    });
    return [replaceScalar(text, field, parts.join(',').trim())];
  }
  const gone = new Set(fates.flatMap((fate, at) => (fate === 'goes' ? [at] : [])));
  const changed = isItems(value) ? value.filter((_, at) => fates[at] === 'changes') : [];
  return [
    ...changed.map((item) => replaceScalar(text, item, change.name)),
    ...removeItems(text, field, gone),
  ];
}

/** Decides about each name: the first alias of the old owner changes, unless the new owner is listed too; others are removed. */
function fatesOf(names: readonly string[], { isOld, isNew }: Succession): ('stays' | 'changes' | 'goes')[] {
  let isThere = names.some(isNew);
  return names.map((name) => {
    if (!isOld(name)) return 'stays';
    const fate = isThere ? 'goes' : 'changes';
    isThere = true;
    return fate;
  });
}

/** Returns the names in a field: list items, or the comma-separated parts of a string; '' for an item that is not a string. */
function namesIn({ value }: Field): string[] {
  if (typeof value === 'string') return value.split(',').map((part) => part.trim());
  return isItems(value) ? value.map((item) => (typeof item.value === 'string' ? item.value : '')) : [];
}
