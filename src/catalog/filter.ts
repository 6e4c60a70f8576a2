/** Filters over the catalog: the `key:value` parts of a query and the flags of `kb list`, as one list of conditions. */
import { STATUSES } from '../card/card.js';
import { primaryLanguage } from '../card/language.js';
import { nearest } from '../card/nearest.js';
import { parseDay, type Day } from '../day.js';
import { KbError } from '../errors.js';
import { fold } from '../text/fold.js';
import { shortened } from '../text/shortened.js';
import { isStale, TRUST_REASONS, TRUST_STATES, type Trust } from '../trust/trust.js';
import type { CatalogRow } from './catalog.js';

const TEXT_KEYS = ['tag', 'owner', 'is', 'kind', 'lang', 'audience', 'status'] as const;
const DAY_KEYS = ['verified', 'due'] as const;

export type TextKey = (typeof TEXT_KEYS)[number];
export type DayKey = (typeof DAY_KEYS)[number];
export type FilterKey = TextKey | DayKey;
export const FILTER_KEYS: readonly FilterKey[] = [...TEXT_KEYS, ...DAY_KEYS];

export type Comparison = '<' | '<=' | '=' | '>=' | '>';

/** One condition on a card. `value` is folded, see parseFilter. */
export type Filter =
  | { readonly key: TextKey; readonly value: string; readonly negated: boolean }
  | {
      readonly key: DayKey;
      readonly compare: Comparison;
      /** Null: the card must have no such day (`due:none`). */
      readonly day: Day | null;
      readonly negated: boolean;
    };

/** A card must match every tag, day and negated filter; of several values of any other key, at least one. */
export type Filters = readonly Filter[];

const AUDIENCES = ['public', 'internal', 'restricted'] as const;
const LANGUAGE = /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/;
const COMPARED = /^(<=|>=|<|>|=)?(.*)$/s;

/** Values of `is:`: trust states, trust reasons, and the status that the card states. */
export const IS_VALUES: readonly string[] = [...new Set([...TRUST_STATES, ...TRUST_REASONS, ...STATUSES])];

export function isFilterKey(key: string): key is FilterKey {
  return (FILTER_KEYS as readonly string[]).includes(key);
}

/**
 * Parses the filter `key:value`.
 * @throws KbError (usage) if the value is not valid for the key; the hint names the nearest valid one
 */
export function parseFilter(key: FilterKey, value: string, negated = false): Filter {
  if (key === 'verified' || key === 'due') return dayFilter(key, value, negated);
  if (folded(value) === '') throw new KbError('usage', `${key}: needs a value`, `kb search '${key}:…'`);
  return { key, value: VALUES[key](folded(value)), negated };
}

function dayFilter(key: DayKey, value: string, negated: boolean): Filter {
  if (folded(value) === 'none') return { key, compare: '=', day: null, negated };
  const [, compare = '=', text = ''] = COMPARED.exec(value) ?? [];
  const day = parseDay(text);
  if (!day) {
    throw new KbError(
      'usage',
      `${key}: takes a date, YYYY-MM-DD, optionally with <, <=, >= or > in front, or none; found “${shortened(value, 40)}”`,
      `${key}:>2026-01-31   ${key}:none   or, to search for the text: "${key}:${shortened(value, 40)}"`,
    );
  }
  return { key, compare: compare as Comparison, day, negated };
}

/** Parses the value of each key: folded text in, folded text out. Throws `KbError` (`usage`) if it is not valid. */
const VALUES: Readonly<Record<TextKey, (value: string) => string>> = {
  tag: (value) => value,
  owner: withoutSign,
  is: (value) => oneOf('is', IS_VALUES, value),
  kind: (value) => value,
  lang: (value) => {
    if (LANGUAGE.test(value)) return primaryLanguage(value);
    throw new KbError(
      'usage',
      `lang: takes a language tag such as en or he; found “${shortened(value, 40)}”`,
      'lang:he',
    );
  },
  audience: (value) => (value.startsWith('restricted:') ? value : oneOf('audience', AUDIENCES, value)),
  status: (value) => oneOf('status', STATUSES, value),
};

function oneOf(key: string, allowed: readonly string[], value: string): string {
  if (allowed.includes(value)) return value;
  throw new KbError(
    'usage',
    `${key}: takes ${allowed.join(', ')}; found “${shortened(value, 40)}”`,
    hintFor(key, value, allowed),
  );
}

/** Returns the hint for a value that is not valid for a key: use the nearest valid one, if any, or search for the text. */
export function hintFor(key: string, value: string, allowed: readonly string[]): string {
  const near = nearest(value, new Set(allowed));
  const quoted = `search for the text, quote it: "${key}:${shortened(value, 40)}"`;
  return near === undefined ? `to ${quoted}` : `did you mean ${key}:${near}?  To ${quoted}`;
}

/** Whether the card passes. Archived cards pass only if a filter asks for them. */
export function matchesFilters(row: CatalogRow, trust: Trust, filters: Filters): boolean {
  if (trust.state === 'archived' && !asksForArchived(filters)) return false;
  const alternatives = new Map<FilterKey, boolean>();
  for (const filter of filters) {
    const holds = matches(row, trust, filter);
    if (filter.negated || filter.key === 'tag' || filter.key === 'verified' || filter.key === 'due') {
      if (holds === filter.negated) return false;
    } else {
      alternatives.set(filter.key, holds || alternatives.get(filter.key) === true);
    }
  }
  return [...alternatives.values()].every(Boolean);
}

/** Whether a filter is `is:archived` or `status:archived`. */
function asksForArchived(filters: Filters): boolean {
  return filters.some(
    (filter) =>
      (filter.key === 'is' || filter.key === 'status') && filter.value === 'archived' && !filter.negated,
  );
}

function matches(row: CatalogRow, trust: Trust, filter: Filter): boolean {
  switch (filter.key) {
    case 'tag':
      return row.tags.some((tag) => folded(tag) === filter.value);
    case 'owner':
      return trust.owner.some((owner) => withoutSign(folded(owner)) === filter.value);
    case 'is':
      return (
        (filter.value === 'stale' ? isStale(trust) : trust.state === filter.value) ||
        row.facts.status === filter.value ||
        trust.reasons.some((reason) => reason === filter.value)
      );
    case 'kind':
      return row.kind !== null && folded(row.kind) === filter.value;
    case 'lang':
      return primaryLanguage(row.language) === filter.value;
    case 'audience':
      return folded(row.audience) === filter.value || folded(row.audience).startsWith(`${filter.value}:`);
    case 'status':
      return row.facts.status === filter.value;
    case 'verified':
      return compares(trust.verifiedOn, filter.compare, filter.day);
    case 'due':
      return compares(trust.verifyBy, filter.compare, filter.day);
  }
}

function compares(day: Day | null, compare: Comparison, limit: Day | null): boolean {
  if (day === null || limit === null) return day === limit;
  if (compare === '=') return day === limit;
  if (day === limit) return compare.length === 2;
  return compare.startsWith('<') ? day < limit : day > limit;
}

function folded(text: string): string {
  return fold(text).trim();
}

/** Removes the sign, so that `@ana` and `ana` match the same owner; so do `#team` and `team`. */
function withoutSign(owner: string): string {
  return owner.replace(/^[@#]/, '');
}
