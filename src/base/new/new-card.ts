/** A new card: its fields where its author does not say, its text, and the file that is written. */
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

/** What somebody wants of a new card. */
export interface Wish {
  readonly template: Template;
  readonly title: string;
  /** From the root of the base. */
  readonly path: string;
  /** By our names. */
  readonly fields: ReadonlyMap<CanonicalField, Written>;
  /** Keys that are the base's own. */
  readonly keys: ReadonlyMap<string, string>;
  /** In place of the template's text; null for that. */
  readonly body: string | null;
  /** Who writes it; null where nobody knows. */
  readonly caller: Caller | null;
}

export interface NewCardPlan {
  readonly card: ParsedCard;
  readonly change: Change;
  /** What the template asks for and is still to be written. */
  readonly unwritten: readonly Unwritten[];
  /** What the author should know, a line each. */
  readonly remarks: readonly string[];
}

/** The cards that are there. A base that has a config may be without any. Throws KbError `no-base` for one that has neither. */
export async function surveyForNew(base: Base): Promise<Survey> {
  const survey = await surveyOf(base.repo, base.config);
  return survey.files.length === 0 && base.config.file === null ? base.survey() : survey;
}

/** The card as it would be. Throws KbError `usage` where a value cannot stand in a card of this base. Writes nothing. */
export async function planNewCard(base: Base, survey: Survey, wish: Wish): Promise<NewCardPlan> {
  const { template, title, path, keys, body } = wish;
  const { names } = survey;
  const unnamed = [...wish.fields].find(([field, value]) => value !== null && !isWritable(names, field));
  if (unnamed) throw unnamedField(unnamed[0]);
  const remarks: string[] = [];
  const fields = new Map<CanonicalField, Written>([
    ...ownerOf(base, survey, wish, remarks),
    ...intervalOf(survey, wish, remarks),
    ...(await idOf(base, survey, wish)),
    ...wish.fields,
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

/** Makes the file, and the folders on the way. Throws KbError `io` where it cannot be made, or is there by now. */
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

/** Nobody is written into the card where its folder, CODEOWNERS or the config says whose it is: else it would not follow them. */
function ownerOf(
  { config }: Base,
  survey: Survey,
  { template, path, caller, fields }: Wish,
  remarks: string[],
): Entries {
  if (fields.has('owner') || template.fields.has('owner') || survey.defaultsOf(path).owner.length > 0)
    return [];
  // There the field holds a channel or a bare name: an address from git would be a guess.
  const isForeign = config.dialect === 'gds' || config.dialect === 'learn';
  const name = isForeign && !caller?.person ? undefined : caller?.name;
  if (name !== undefined && isWritable(survey.names, 'owner') && isOwner(name, survey.people)) {
    return [['owner', [name]]];
  }
  remarks.push('the card has no owner: set who is asked when it is due with --owner');
  return [];
}

/**
 * How long a verification will hold. No day: that a card is true is for somebody to say, and what kb wrote of itself would look
 * as if somebody had. Beside a day that its author writes, none is needed.
 */
function intervalOf(
  { names, defaultsOf }: Survey,
  { template, path, fields }: Wish,
  remarks: string[],
): Entries {
  const isSaid = fields.has('verify-every') || template.fields.has('verify-every');
  if (fields.has('verify-by') || (isSaid && isWritable(names, 'verify-every'))) return [];
  const { verifyEvery } = defaultsOf(path);
  if (verifyEvery === null) {
    remarks.push('the card has no interval: set how long a verification lasts with --verify-every');
    return [];
  }
  const { count, unit } = verifyEvery;
  // As other tools spell it: theirs do not all know `6m`.
  const text = names.dialect === 'kb' ? `${count}${unit.charAt(0)}` : counted(count, unit);
  return isWritable(names, 'verify-every') ? [['verify-every', text]] : [];
}

/** In our own dialect cards have their ids written down, so that they keep them under another path. */
async function idOf(base: Base, survey: Survey, wish: Wish): Promise<Entries> {
  const id = await freeId(base, survey, wish);
  return id !== null && (survey.names.dialect === 'kb' || wish.fields.has('id')) ? [['id', id]] : [];
}

/** The id of a new card; null where its path makes none. Throws KbError `usage` for one that is none, or another card's. */
export async function freeId(
  base: Base,
  { files, roots }: Survey,
  { path, fields }: Pick<Wish, 'path' | 'fields'>,
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
  const say = (card: string): string => `“${id}” is the id of ${other.path}: ${card}`;
  throw takenBy(other, base, say, `kb new … --id ${id}-2`);
}

/** What a card may lack at first; all else that is wrong would have to be mended by hand. */
const MAY_LACK: ReadonlySet<string> = new Set(['required-owner', 'required-verify-by']);

function refuseWrong(card: ParsedCard, title: string): void {
  const wrong = card.problems.find(({ rule, severity }) => severity === 'error' && !MAY_LACK.has(rule));
  if (wrong) throw new KbError('usage', `the card would be invalid: ${wrong.message}`, 'kb new --help');
  if (card.writtenTitle !== title) {
    throw new KbError('usage', `the title cannot be written: “${title}”`, 'kb new --help');
  }
}
