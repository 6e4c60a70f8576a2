/** Reads what was typed for a new card as its fields, by canonical names or by the base's own. */
import type { Base } from '../base.js';
import { FIELDS, dialectNames, type CanonicalField } from '../../card/fields.js';
import { isOwner } from '../../card/owner.js';
import { RESERVED } from '../../card/plain.js';
import { STEERING } from '../../card/unseen.js';
import type { Written } from '../../card/write.js';
import { parseDay, parseInterval } from '../../day.js';
import { KbError } from '../../errors.js';

/** Fields by canonical names, and keys that are the base's own. */
export interface TypedFields {
  readonly fields: ReadonlyMap<CanonicalField, Written>;
  readonly keys: ReadonlyMap<string, string>;
}

const NO_TEXT = new RegExp(`[${STEERING}]`, 'u');
/** Names of keys that any tool can read. */
const KEY = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]{0,63}$/u;
/** Fields that other commands record, and the title and the template, which are not set as fields. */
const RECORDED = /^(?:verified(?:\..*)?|flags|title|template)$/;

/** Why a text cannot be a title, as half a sentence; null if it can. */
export function titleProblem(title: string): string | null {
  if (title.trim() === '') return 'a card needs a title: the question, in the words people will search for';
  if (NO_TEXT.test(title))
    return 'a title is one line of text, without control characters or marks that reverse its direction';
  return null;
}

/**
 * Reads fields from pairs of name and value; lists are separated by commas. A name is the canonical one or the base's own.
 * Throws KbError `usage` for a field that cannot be set, and for an invalid value.
 */
export function typedFields(
  base: Base,
  typed: Iterable<readonly [field: string, value: string]>,
): TypedFields {
  const { names } = dialectNames(base.config.dialect, base.config.fields);
  const fields = new Map<CanonicalField, Written>();
  const keys = new Map<string, string>();
  for (const [name, value] of typed) {
    const spec = FIELDS.find(({ canonical }) => canonical === name || names.get(canonical)?.includes(name));
    const field = spec?.canonical ?? name;
    if (RECORDED.test(field) || !KEY.test(name) || name.split('.').some((part) => RESERVED.has(part))) {
      throw new KbError(
        'usage',
        `“${name}” is not a field that --set can set`,
        'kb new … --set product=Cloud',
      );
    }
    if (NO_TEXT.test(value))
      throw new KbError('usage', `${name} takes a line of text; found “${value}”`, 'kb new --help');
    if (spec) fields.set(spec.canonical, spec.form === 'list' ? partsIn(value) : value.trim());
    else keys.set(name, value.trim());
  }
  refuseWrong(fields, base);
  return { fields, keys };
}

function partsIn(text: string): string[] {
  return text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

function refuseWrong(fields: ReadonlyMap<CanonicalField, Written>, { config }: Base): void {
  const people = new Set(config.people.map(({ name }) => name));
  const owners = [fields.get('owner') ?? [], fields.get('verifiers') ?? []].flat().map(String);
  const stranger = config.dialect === 'kb' ? owners.find((each) => !isOwner(each, people)) : undefined;
  if (stranger !== undefined) {
    const forms = '@login, @org/team, #channel, an e-mail address or a name under `people` in the config';
    throw new KbError(
      'usage',
      `expected an owner: ${forms}; found “${stranger}”`,
      'kb new … --owner @acme/billing',
    );
  }
  const every = fields.get('verify-every');
  if (typeof every === 'string' && !parseInterval(every))
    throw new KbError(
      'usage',
      `--verify-every takes an interval; found “${every}”`,
      'kb new … --verify-every 6m',
    );
  const by = fields.get('verify-by');
  if (typeof by === 'string' && !parseDay(by))
    throw new KbError(
      'usage',
      `--verify-by takes a calendar date; found “${by}”`,
      'kb new … --verify-by 2027-01-31',
    );
}
