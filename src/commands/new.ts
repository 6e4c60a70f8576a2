/** `kb new`: a card of a template, after a look at whether it is there already; then the editor. */
import path from 'node:path';
import { Command } from '@commander-js/extra-typings';
import { ask } from '../ask.js';
import type { Base } from '../base/base.js';
import { callerIn } from '../base/caller.js';
import { rowsAfter } from '../base/card-now.js';
import { neighboursOf } from '../base/close-cards.js';
import { planNewCard, surveyForNew, writeNewCard, type NewCardPlan } from '../base/new-card.js';
import { typedFields } from '../base/new-fields.js';
import { fileFor, folderFor, likelyFolders } from '../base/new-place.js';
import { templatesFor } from '../base/templates.js';
import type { Context } from '../context.js';
import { ExitCode, KbError } from '../errors.js';
import { collect, inputText } from '../flags.js';
import { formatFindings } from '../format/edited.js';
import { safe } from '../format/escape.js';
import { formatClose, formatMade, madeJson, type Made } from '../format/new-card.js';
import { patchLines } from '../format/patch.js';
import { printed, styleOf } from '../format/style.js';
import { counted } from '../text/counted.js';
import { quoted, quotedPath } from '../text/shell.js';
import { fieldsFrom, folderFrom, kindFrom, titleFrom } from './new/answers.js';

const EXAMPLES = `
The kinds are how-to, faq, troubleshooting, reference and feature-breakdown, and whatever lies in a \`_templates\` folder of
your base: kb new alone names them. At a terminal you are asked for what is missing, and then the card opens in your editor.
Elsewhere nothing is asked: the owner is you unless the folder, CODEOWNERS or the config names one, and the card is due when
its interval is over.

Cards with nearly the same title, or nearly the same text where --body gives one, are shown before anything is written. No
file is ever written over. Nothing is committed.

Exit code: 0 when the card was written; 1 when one that is close was found and nobody said --yes, when you said no, or when
the card that you saved has an error; 130 when you broke off.

Examples:
  $ kb new how-to "Refund a duplicate charge"
  $ kb new faq Can I change my plan --tag plans --owner @acme/billing --no-edit
  $ kb new feature-breakdown "Bulk export" --set product=Cloud --verify-every 30d
  $ pbpaste | kb new troubleshooting "Login loops" --body - --yes
`;

interface NewOptions {
  readonly owner?: string[];
  readonly tag?: string[];
  readonly id?: string;
  readonly verifyEvery?: string;
  readonly verifyBy?: string;
  readonly audience?: string;
  readonly set?: string[];
  readonly draft?: true;
  readonly dir?: string;
  readonly path?: string;
  readonly body?: string;
  readonly edit: boolean;
  readonly yes?: true;
  readonly dryRun?: true;
}

export function command(context: () => Context) {
  return new Command('new')
    .argument('[kind]', 'the template to begin with')
    .argument('[title...]', 'what the card answers, in the words of who will look for it')
    .description('Write a new card from a template, unless the answer is there already.')
    .option('-o, --owner <owner>', 'who is asked when the card is due (repeat for more)', collect)
    .option('-t, --tag <tag>', 'a word to sort by (repeat for more)', collect)
    .option('--id <id>', 'its id, where that shall not be made from the title')
    .option('--verify-every <interval>', 'how long a verification holds: 90d, 6 months')
    .option('--verify-by <date>', 'the last day on which it may be relied on')
    .option('--audience <who>', 'public, internal or restricted:GROUP')
    .option('--set <field=value>', 'any other field; commas part a list (repeat for more)', collect)
    .option('--draft', 'it is not finished: nobody is chased for it, and no part of it is missed')
    .option('--dir <folder>', 'the folder to put it in')
    .option('--path <file>', 'the file to make, where its name shall not be made from the title')
    .option('-m, --body <text>', "its text in place of the template's; - reads it from standard input")
    .option('--no-edit', 'do not open the editor')
    .option('-y, --yes', 'ask nothing, also where a card is close')
    .option('--dry-run', 'show the card, and write nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (kind, words, options: NewOptions) => {
      const world = context();
      const base = await world.ownBase('new');
      const wish = await wishFrom(base, kind, words, options, world);
      if (wish !== null) return carryOut(base, wish.plan, wish.close, options, world);
      world.note('nothing was written');
      world.io.exitCode = ExitCode.interrupted;
    });
}

/** Null where the user breaks off. */
async function wishFrom(
  base: Base,
  kind: string | undefined,
  words: readonly string[],
  options: NewOptions,
  world: Context,
) {
  const io = isAsked(options, world) ? world.io : null;
  const { cwd, env } = world;
  const typed = { ...options, cwd };
  const survey = await surveyForNew(base);
  const evident = folderFor(base, survey, typed);
  const template = await kindFrom(kind, await templatesFor(base, evident ?? ''), io);
  const title = template && (await titleFrom(words.join(' '), template.name, io));
  if (template === null || title === null) return null;
  const given = [...namedFields(options), ...(options.set ?? []).map(assignment)];
  const body = options.body === undefined ? null : await inputText([options.body], world.io);
  // A base without cards has none that is close.
  const { close, near } =
    survey.files.length === 0 ? { close: [], near: [] } : await neighboursOf(base, title, body);
  const typedAgain = `kb new ${quoted(template.name)} ${quoted(title)}`;
  const folder = evident ?? (await folderFrom(likelyFolders(survey, near), io, typedAgain));
  if (folder === null) return null;
  const file = fileFor(base, survey, folder, title, typed);
  const answers = io ? await fieldsFrom(template, new Set(given.map(([field]) => field)), base, io) : [];
  if (answers === null) return null;
  const values = typedFields(base, [...answers, ...given]);
  const caller = await callerIn(base, env).catch((error: unknown) => {
    // A card can be written by somebody whom git does not know.
    if (error instanceof KbError) return null;
    throw error;
  });
  return {
    plan: await planNewCard(base, survey, { template, title, path: file, ...values, body, caller }),
    close,
  };
}

function isAsked({ yes, body }: NewOptions, { io, options }: Context): boolean {
  return io.stdin.isTTY === true && !yes && !options.json && body !== '-';
}

function namedFields(options: NewOptions): [string, string][] {
  const { owner, tag, id, verifyEvery, verifyBy, audience, draft } = options;
  const all = [
    ['owner', owner?.join(',')],
    ['tags', tag?.join(',')],
    ['id', id],
    ['verify-every', verifyEvery],
    ['verify-by', verifyBy],
    ['audience', audience],
    ['status', draft && 'draft'],
  ] as const;
  return all.flatMap(([field, value]): [string, string][] => (value === undefined ? [] : [[field, value]]));
}

function assignment(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at).trim(), text.slice(at + 1)];
  throw new KbError('usage', `--set takes field=value; found “${text}”`, 'kb new … --set product=Cloud');
}

async function carryOut(
  base: Base,
  plan: NewCardPlan,
  close: Made['close'],
  options: NewOptions,
  world: Context,
): Promise<void> {
  const { io, env, options: globals, note, answer } = world;
  const { card, change, unwritten, remarks } = plan;
  const style = styleOf(io.stdout, io.unicode, env);
  const asText = !globals.json;
  if (close.length > 0 && asText) {
    note(`${close.length === 1 ? 'this card says' : 'these cards say'} nearly the same:`);
    io.stderr.write(formatClose(close, styleOf(io.stderr, io.unicode, env), base.repo.root));
  }
  for (const remark of remarks) note(remark);
  const writes = !options.dryRun && (await mayWrite(close, options, world));
  if (writes) await writeNewCard(base, plan);
  const now = base.over(new Map(writes ? [] : [[change.path, change.after]]));
  const [row] = await rowsAfter(now, [], [card]);
  if (!row) return;
  const made: Made = { done: writes, row, close, unwritten: unwritten.length, remarks, findings: [] };
  if (options.dryRun && asText) await answer(printed(patchLines(change, style), style));
  if (!writes) {
    if (globals.json) io.stdout.write(madeJson(made));
    else if (!options.dryRun) note('nothing was written');
    if (!options.dryRun) io.exitCode = ExitCode.no;
    return;
  }
  const file = path.relative(world.cwd, path.join(base.repo.root, change.path));
  if (asText) io.stdout.write(formatMade(file, style));
  await finish(now, plan, made, { ...options, file: quotedPath(file) }, world);
}

/** Whether the card shall be written though others are close. */
async function mayWrite(
  close: Made['close'],
  options: NewOptions,
  { io, options: globals, note }: Context,
): Promise<boolean> {
  if (close.length === 0 || options.yes) return true;
  if (isAskable(io) && !globals.json) return ask('write another one?', io);
  const [[{ id }] = [{ id: '' }]] = close;
  note(`read it first: kb show ${quoted(safe(id))}; --yes writes another one`);
  return false;
}

function isAskable(io: Context['io']): boolean {
  return io.stdin.isTTY === true;
}

/** The editor, or the findings as they are; and what is to be done then. */
async function finish(
  base: Base,
  { card, unwritten }: NewCardPlan,
  made: Made,
  { file, ...options }: NewOptions & { readonly file: string },
  world: Context,
): Promise<void> {
  const { io, env, options: globals, note } = world;
  const edits = options.edit && isAsked(options, world) && io.stdout.isTerminal && options.body === undefined;
  if (edits) {
    const { editAndTell } = await import('./recording/edited.js');
    const { isWrong } = await editAndTell(
      base,
      card,
      { line: unwritten[0]?.line ?? null, isNew: true },
      world,
    );
    if (isWrong) io.exitCode = ExitCode.no;
  } else {
    const { brought } = await import('../base/edit.js');
    const findings = await brought(base, card.path, null);
    const others = findings.filter(({ problem }) => problem.rule !== 'template-text');
    if (globals.json) io.stdout.write(madeJson({ ...made, findings }));
    else {
      const style = styleOf(io.stderr, io.unicode, env);
      if (!globals.quiet) io.stderr.write(formatFindings(others, style, base.repo.root));
      if (unwritten.length > 0) note(`${counted(unwritten.length, 'part')} to be written: kb edit ${file}`);
    }
  }
  if ((await base.clone()) !== null) note(`not committed: git add ${file} && git commit ${file}`);
}
