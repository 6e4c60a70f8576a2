/**
 * Compares the fields of two versions of a card by effective value: defaults from a folder or the config count as the
 * card's own.
 */
import type { ParsedCard } from './parse.js';

export interface FieldChange {
  /** Its name in dialect `kb`. */
  readonly field: string;
  /** As a single text; '' if there is no value. */
  readonly before: string;
  readonly after: string;
}

type Value = string | null | readonly string[];

/** In the order in which a reviewer should see them. */
const FIELDS: readonly (readonly [field: string, value: (card: ParsedCard) => Value])[] = [
  ['audience', ({ audience }) => audience],
  ['owner', ({ owner }) => owner],
  ['verifiers', ({ verifiers }) => verifiers],
  ['status', ({ status }) => status],
  ['superseded-by', ({ supersededBy }) => supersededBy],
  ['title', ({ title }) => title],
  ['id', ({ id, explicitId }) => (explicitId ? id : null)],
  ['verify-by', ({ verifyBy }) => verifyBy],
  ['verify-every', ({ verifyEvery }) => verifyEvery && `${verifyEvery.count} ${verifyEvery.unit}s`],
  ['verified.on', ({ verified }) => verified.on],
  ['verified.by', ({ verified }) => verified.by],
  ['verified.content', ({ verified }) => verified.content],
  [
    'flags',
    ({ flags }) => flags.map(({ by, on, note }) => `${by}${on === null ? '' : ` on ${on}`}: ${note}`),
  ],
  ['kind', ({ kind }) => kind],
  ['language', ({ language }) => language],
  ['tags', ({ tags }) => tags],
  ['keywords', ({ keywords }) => keywords],
  ['aliases', ({ aliases }) => aliases],
  ['related', ({ related }) => related],
  ['paths', ({ paths }) => paths],
];

export function changedFields(before: ParsedCard, after: ParsedCard): FieldChange[] {
  return FIELDS.map(([field, value]) => ({
    field,
    before: textOf(value(before)),
    after: textOf(value(after)),
  })).filter((change) => change.before !== change.after);
}

function textOf(value: Value): string {
  return value === null ? '' : typeof value === 'string' ? value : value.filter(Boolean).join(', ');
}
