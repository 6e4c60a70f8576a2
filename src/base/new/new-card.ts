/** A new card: the fields that its author did not set, its text, and the file that is written. */
import type { Base } from '../base.js';
import { takenBy } from './taken.js';
import type { CanonicalField } from '../../card/fields.js';
import { derivedId, isCardId } from '../../card/id.js';
import { isOwner } from '../../card/owner.js';
import type { ParsedCard } from '../../card/parse.js';
import { writtenForm } from '../../card/slug.js';
import { fillTemplate, type Template } from '../../card/template.js';
import { isWritable, type Written } from '../../card/write.js';
import { KbError } from '../../errors.js';
import { safe } from '../../format/escape.js';
import { unwrittenIn, type Unwritten } from '../../lint/unwritten.js';
import { cardOf, surveyOf, type Survey } from '../../repo/cards.js';
import { makeChanges } from '../../repo/commit.js';
import type { Change } from '../../repo/rewrite.js';
import type { Caller } from '../../trust/caller.js';
import { counted } from '../../text/counted.js';
import { fold } from '../../text/fold.js';

/** What the author asks for in a new card. */
export interface NewCardRequest {
  readonly template: Template;
  readonly title: string;
  /** From the root of the base. */
  readonly path: string;
  /** By canonical names. */
  readonly fields: ReadonlyMap<CanonicalField, Written>;
  /** Keys that are the base's own, with their values. */
  readonly keys: ReadonlyMap<string, string>;
  /** Replaces the template's text; null keeps that. */
  readonly body: string | null;
  /** The author; null if unknown. */
  readonly caller: Caller | null;
}

export interface NewCardPlan {
  readonly card: ParsedCard;
  readonly change: Change;
  /** Template text that still has to be replaced. */
  readonly unwritten: readonly Unwritten[];
  /** What the author should know, one line each. */
  readonly remarks: readonly string[];
}

/** Surveys the existing cards. A base with a config may have none. Throws KbError `no-base` if there is neither. */
export async function surveyForNew(base: Base): Promise<Survey> {
  const survey = await surveyOf(base.repo, base.config);
  return survey.files.length === 0 && base.config.file === null ? base.survey() : survey;
}

/** Plans the card without writing it. Throws KbError `usage` if a card of this base cannot have one of the values. */
export async function planNewCard(base: Base, survey: Survey, request: NewCardRequest): Promise<NewCardPlan> {
  const { template, title, path, keys, body } = request;
  const { names } = survey;
  const unnamed = [...request.fields].find(([field, value]) => value !== null && !isWritable(names, field));
  if (unnamed) throw unnamedField(unnamed[0]);
  const remarks: string[] = [];
  const fields = new Map<CanonicalField, Written>([
    ...ownerOf(base, survey, request, remarks),
    ...intervalOf(survey, request, remarks),
    ...(await idOf(base, survey, request)),
    ...request.fields,
  ]);
  const filled = fillTemplate(template, { title, fields, keys, body }, names);
  if (!filled.ok) throw new KbError('usage', `the card cannot be written: ${filled.why}`, 'kb new --help');
  for (const name of filled.unfilled) {
    remarks.push(`there is no value for “{{${safe(name)}}}”, so it is left in the text`);
  }
  const card = cardOf({ path, bytes: Buffer.from(filled.text) }, survey, survey.defaultsOf(path));
  refuseWrong(card, title);
  return {
    card,
    change: { path, before: null, after: filled.text },
    unwritten: unwrittenIn(card),
    remarks,
  };
}

/** Creates the file and its missing folders. Throws KbError `io` if that fails, or if there is such a file in the meantime. */
export async function writeNewCard({ repo }: Base, { change }: NewCardPlan): Promise<void> {
  await makeChanges(repo, [change], null);
}

function unnamedField(field: CanonicalField): KbError {
  return new KbError(
    'usage',
    `the cards of this base have no field for \`${field}\``,
    `give it a name under \`fields\` in kb.config.yaml, such as ${field}: kb.${field}`,
  );
}

type Entries = [CanonicalField, Written][];

/** Sets the caller as the owner, unless the folder, CODEOWNERS or the config has one: the card must follow their changes. */
function ownerOf(
  { config }: Base,
  survey: Survey,
  { template, path, caller, fields }: NewCardRequest,
  remarks: string[],
): Entries {
  if (fields.has('owner') || template.fields.has('owner') || survey.defaultsOf(path).owner.length > 0)
    return [];
  // In these dialects owners are channels or bare names, so an address from git would be a guess.
  const isForeign = config.dialect === 'gds' || config.dialect === 'learn';
  const name = isForeign && !caller?.person ? undefined : caller?.name;
  if (name !== undefined && isWritable(survey.names, 'owner') && isOwner(name, survey.people)) {
    return [['owner', [name]]];
  }
  remarks.push('the card has no owner: set who is asked when it is due with --owner');
  return [];
}

/**
 * Sets how long a verification lasts. Never sets a verify-by date, which would look as if somebody had verified the card.
 * If the author sets that date, no interval is needed.
 */
function intervalOf(
  { names, defaultsOf }: Survey,
  { template, path, fields }: NewCardRequest,
  remarks: string[],
): Entries {
  const isGiven = fields.has('verify-every') || template.fields.has('verify-every');
  if (fields.has('verify-by') || (isGiven && isWritable(names, 'verify-every'))) return [];
  const { verifyEvery } = defaultsOf(path);
  if (verifyEvery === null) {
    remarks.push('the card has no interval: set how long a verification lasts with --verify-every');
    return [];
  }
  const { count, unit } = verifyEvery;
  // Spelled out in other dialects, because not all of their tools understand `6m`.
  const text = names.dialect === 'kb' ? `${count}${unit.charAt(0)}` : counted(count, unit);
  return isWritable(names, 'verify-every') ? [['verify-every', text]] : [];
}

/** In kb's own dialect the id is written into the card, so that it stays the same if the card is moved. */
async function idOf(base: Base, survey: Survey, request: NewCardRequest): Promise<Entries> {
  const id = await freeId(base, survey, request);
  return id !== null && (survey.names.dialect === 'kb' || request.fields.has('id')) ? [['id', id]] : [];
}

/** Returns the id of a new card; null if its path yields none. Throws KbError `usage` if the id is invalid or taken. */
export async function freeId(
  base: Base,
  { files, roots }: Survey,
  { path, fields }: Pick<NewCardRequest, 'path' | 'fields'>,
): Promise<string | null> {
  const wanted = fields.get('id');
  const id = typeof wanted === 'string' ? wanted : writtenForm(derivedId(path, roots));
  if (typeof wanted === 'string' && !isCardId(wanted)) {
    const form = 'segments of a-z, 0-9 and -, up to 64 each, joined by /';
    throw new KbError('usage', `--id takes ${form}; found “${wanted}”`, 'kb new … --id billing/refund-eu');
  }
  const rows = id === null || files.length === 0 ? [] : await base.index.ask((index) => index.rows());
  const other = rows.find((row) => [row.id, ...row.aliases].some((each) => fold(each) === id));
  if (!other) return id;
  const describe = (card: string): string => `“${id}” is the id of ${other.path}: ${card}`;
  throw takenBy(other, base, describe, `kb new … --id ${id}-2`);
}

/** Errors that a new card may have; the author would have to fix any other by hand. */
const ALLOWED_ERRORS: ReadonlySet<string> = new Set(['required-owner', 'required-verify-by']);

function refuseWrong(card: ParsedCard, title: string): void {
  const wrong = card.problems.find(({ rule, severity }) => severity === 'error' && !ALLOWED_ERRORS.has(rule));
  if (wrong) throw new KbError('usage', `the card would be invalid: ${wrong.message}`, 'kb new --help');
  if (card.writtenTitle !== title) {
    throw new KbError('usage', `the title cannot be written: “${title}”`, 'kb new --help');
  }
}
