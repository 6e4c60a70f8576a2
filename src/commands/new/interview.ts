/** Plans a new card from the command line, and asks for what it does not say. */
import { ask } from '../../ask.js';
import type { Base } from '../../base/base.js';
import { callerIn } from '../../base/recording/caller.js';
import { neighboursOf, type Neighbours } from '../../base/new/close-cards.js';
import { freeId, planNewCard, surveyForNew, type NewCardPlan } from '../../base/new/new-card.js';
import { typedFields } from '../../base/new/new-fields.js';
import { folderFor } from '../../base/new/new-place.js';
import { templatesFor } from '../../base/new/templates.js';
import type { Template } from '../../card/template.js';
import type { TrustedRow } from '../../catalog/listing.js';
import type { Context } from '../../context.js';
import { ExitCode, KbError } from '../../errors.js';
import { inputText } from '../../flags.js';
import { formatClose } from '../../format/new-card.js';
import { styleOf } from '../../format/style.js';
import type { Io } from '../../io.js';
import { quoted } from '../../text/shell.js';
import type { Caller } from '../../trust/caller.js';
import { fieldsFrom, kindFrom, titleFrom } from './answers.js';
import { givenFields, type NewOptions } from './options.js';
import { placeFrom, type PlaceInputs } from './place.js';

/** A card that is ready to be written. */
export interface Planned extends Pick<Neighbours, 'close' | 'near'> {
  readonly plan: NewCardPlan;
  /** Null if git does not know the author. */
  readonly caller: Caller | null;
}

/** Plans the card. Returns an exit code if none should be written: `no` because of a close card, or `interrupted` by the user. */
export async function interview(
  base: Base,
  typed: { readonly kind: string | undefined; readonly title: string },
  options: NewOptions,
  context: Context,
): Promise<Planned | typeof ExitCode.no | typeof ExitCode.interrupted> {
  const subject = await subjectOf(base, typed, options, context);
  if (subject === null) return ExitCode.interrupted;
  const { close, near } = subject;
  if (close.length > 0 && !(await confirmNewCard(close, base, options, context))) return ExitCode.no;
  if (close.length === 0) suggestNearCards(near, base, context);
  const planned = await planOf(base, subject, options, context);
  return planned === null ? ExitCode.interrupted : { ...planned, close, near };
}

/** Returns the Io if the user can be asked, otherwise null. */
export function interactiveIo({ yes, body }: NewOptions, { io, options }: Context): Io | null {
  return io.stdin.isTTY === true && !yes && !options.json && body !== '-' ? io : null;
}

/** What the card is about, and which cards of the base are close to it. */
interface Subject extends Neighbours, PlaceInputs {
  readonly template: Template;
  /** Null for the text of the template. */
  readonly body: string | null;
}

/** Returns null if the user cancels. */
async function subjectOf(
  base: Base,
  typed: { readonly kind: string | undefined; readonly title: string },
  options: NewOptions,
  context: Context,
): Promise<Subject | null> {
  const io = interactiveIo(options, context);
  const survey = await surveyForNew(base);
  const folder = folderFor(base, survey, { ...options, cwd: context.cwd });
  const template = await kindFrom(typed.kind, await templatesFor(base, folder ?? ''), io, context.note);
  const title = template && (await titleFrom(typed.title, template.name, io));
  if (template === null || title === null) return null;
  const body = options.body === undefined ? null : await inputText([options.body], context.io);
  // A base without cards needs no search for close ones.
  const neighbours =
    survey.files.length === 0 ? { close: [], near: [], related: [] } : await neighboursOf(base, title, body);
  return { survey, template, title, body, folder, ...neighbours };
}

/** Shows the close cards and returns whether to create another one. With `--json`, createAsJson decides that. */
async function confirmNewCard(
  close: readonly TrustedRow[],
  { repo }: Base,
  options: NewOptions,
  context: Context,
): Promise<boolean> {
  const { io, env, options: globals, note } = context;
  if (globals.json) return true;
  note(`${close.length === 1 ? 'this card says' : 'these cards say'} nearly the same:`);
  io.stderr.write(formatClose(close, styleOf(io.stderr, io.unicode, env), repo.root));
  if (options.yes || options.dryRun) return true;
  if (interactiveIo(options, context)) return ask('create another card?', io);
  note(`read it first: kb show ${quoted(close[0]?.[0].id ?? '')}; --yes creates another card`);
  return false;
}

/** Shows near cards, which the author may want to read or link to, without asking anything. */
function suggestNearCards(
  near: readonly TrustedRow[],
  { repo }: Base,
  { io, env, options, note }: Context,
): void {
  if (near.length === 0 || options.json || options.quiet) return;
  note(`read ${near.length === 1 ? 'this' : 'these'} first:`);
  io.stderr.write(formatClose(near, styleOf(io.stderr, io.unicode, env), repo.root));
}

/** Returns null if the user cancels. */
async function planOf(
  base: Base,
  subject: Subject,
  options: NewOptions,
  context: Context,
): Promise<Pick<Planned, 'plan' | 'caller'> | null> {
  const { survey, template, title, body } = subject;
  const io = interactiveIo(options, context);
  const path = await placeFrom(base, subject, options, io, context);
  if (path === null) return null;
  const given = givenFields(options);
  // Throw for a taken id before asking anything.
  await freeId(base, survey, { path, ...typedFields(base, given) });
  const caller = await callerIn(base, context.env).catch((error: unknown) => {
    // The author may be unknown to git.
    if (error instanceof KbError) return null;
    throw error;
  });
  const { owner, audience } = survey.defaultsOf(path);
  const usual = new Map([
    ['owner', owner.join(', ') || (caller?.name ?? '')],
    ['audience', audience],
  ]);
  const named = new Set(given.map(([field]) => field));
  const answers = io ? await fieldsFrom(template, named, usual, base, io) : [];
  if (answers === null) return null;
  const fields = typedFields(base, [...answers, ...given]);
  return {
    plan: await planNewCard(base, survey, { template, title, path, ...fields, body, caller }),
    caller,
  };
}
