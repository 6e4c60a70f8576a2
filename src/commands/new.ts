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
import type { Template } from '../card/template.js';
import type { TrustedRow } from '../catalog/listing.js';
import type { Context } from '../context.js';
import { ExitCode, KbError } from '../errors.js';
import { collect, inputText } from '../flags.js';
import { formatFindings } from '../format/edited.js';
import { formatClose, formatMade, madeJson } from '../format/new-card.js';
import { patchLines } from '../format/patch.js';
import { printed, styleOf } from '../format/style.js';
import type { Io } from '../io.js';
import type { Finding } from '../lint/finding.js';
import type { Survey } from '../repo/cards.js';
import { counted } from '../text/counted.js';
import { quoted, quotedPath } from '../text/shell.js';
import { fieldsFrom, folderFrom, kindFrom, titleFrom } from './new/answers.js';
import { givenFields, type NewOptions } from './new/options.js';

const EXAMPLES = `
The kinds are how-to, faq, troubleshooting, reference and feature-breakdown, and whatever lies in a \`_templates\` folder of
your base: kb new alone names them. At a terminal you are asked for what is missing, and then the card opens in your editor.
Elsewhere nothing is asked: the owner is you unless the folder, CODEOWNERS or the config names one, and the card is due when
its interval is over.

A template is a card with one key more, \`template\`: a \`summary\` for the list of kinds, and under \`ask\` the fields to ask for,
each with its question. \`{{title}}\` in its text becomes the title.

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
      const { io, note } = world;
      const base = await world.ownBase('new');
      const begun = await beginning(base, kind, words, options, world);
      if (begun && begun.close.length > 0 && !(await goesOn(begun.close, base, options, world))) {
        note('nothing was written');
        io.exitCode = ExitCode.no;
        return;
      }
      const plan = begun && (await planOf(base, begun, options, world));
      if (plan) return carryOut(base, plan, begun.close, options, world);
      note('nothing was written');
      io.exitCode = ExitCode.interrupted;
    });
}

/** What is known before anything is looked up for the card. */
interface Beginning {
  readonly survey: Survey;
  readonly template: Template;
  readonly title: string;
  /** Null: the template's text. */
  readonly body: string | null;
  /** Null where only the user can tell. */
  readonly folder: string | null;
  readonly close: readonly TrustedRow[];
  readonly near: readonly string[];
}

/** Null where the user breaks off. */
async function beginning(
  base: Base,
  kind: string | undefined,
  words: readonly string[],
  options: NewOptions,
  world: Context,
): Promise<Beginning | null> {
  const io = asked(options, world);
  const survey = await surveyForNew(base);
  const folder = folderFor(base, survey, { ...options, cwd: world.cwd });
  const template = await kindFrom(kind, await templatesFor(base, folder ?? ''), io);
  const title = template && (await titleFrom(words.join(' '), template.name, io));
  if (template === null || title === null) return null;
  const body = options.body === undefined ? null : await inputText([options.body], world.io);
  // A base without cards has none that is close.
  const neighbours =
    survey.files.length === 0 ? { close: [], near: [] } : await neighboursOf(base, title, body);
  return { survey, template, title, body, folder, ...neighbours };
}

/** Whether to go on though there are cards that are close; without a terminal, that is for the end to say. */
async function goesOn(
  close: readonly TrustedRow[],
  { repo }: Base,
  options: NewOptions,
  world: Context,
): Promise<boolean> {
  const { io, env, options: globals, note } = world;
  if (globals.json) return true;
  note(`${close.length === 1 ? 'this card says' : 'these cards say'} nearly the same:`);
  io.stderr.write(formatClose(close, styleOf(io.stderr, io.unicode, env), repo.root));
  if (options.yes || options.dryRun) return true;
  if (asked(options, world)) return ask('write another one?', io);
  note(`read it first: kb show ${quoted(close[0]?.[0].id ?? '')}; --yes writes another one`);
  return false;
}

/** Null where the user breaks off. */
async function planOf(
  base: Base,
  { survey, template, title, body, near, ...begun }: Beginning,
  options: NewOptions,
  world: Context,
): Promise<NewCardPlan | null> {
  const io = asked(options, world);
  const folder = begun.folder ?? (await folderFrom(likelyFolders(survey, near), io, world.retyped('', '')));
  if (folder === null) return null;
  const file = fileFor(base, survey, folder, title, { ...options, cwd: world.cwd });
  const caller = await callerIn(base, world.env).catch((error: unknown) => {
    // A card can be written by somebody whom git does not know.
    if (error instanceof KbError) return null;
    throw error;
  });
  const given = givenFields(options);
  const { owner, audience } = survey.defaultsOf(file);
  const usual = new Map([
    ['owner', owner.join(', ') || (caller?.name ?? '')],
    ['audience', audience],
  ]);
  const named = new Set(given.map(([field]) => field));
  const answers = io ? await fieldsFrom(template, named, usual, base, io) : [];
  if (answers === null) return null;
  const fields = typedFields(base, [...answers, ...given]);
  return planNewCard(base, survey, { template, title, path: file, ...fields, body, caller });
}

/** The terminal where there is somebody to ask; else null. */
function asked({ yes, body }: NewOptions, { io, options }: Context): Io | null {
  return io.stdin.isTTY === true && !yes && !options.json && body !== '-' ? io : null;
}

async function carryOut(
  base: Base,
  plan: NewCardPlan,
  close: readonly TrustedRow[],
  options: NewOptions,
  world: Context,
): Promise<void> {
  const { io, env, cwd, options: globals, note, answer } = world;
  const { card, change, unwritten, remarks } = plan;
  const isTold = !globals.json;
  // In JSON there was nobody to ask.
  const done = !options.dryRun && (isTold || close.length === 0 || options.yes === true);
  if (done) await writeNewCard(base, plan);
  else if (!options.dryRun) io.exitCode = ExitCode.no;
  const now = base.over(new Map(done ? [] : [[change.path, change.after]]));
  const file = path.relative(cwd, path.join(base.repo.root, change.path));
  const style = styleOf(io.stdout, io.unicode, env);
  if (isTold) {
    for (const remark of remarks) note(remark);
    if (done) io.stdout.write(formatMade(file, style));
    else await answer(printed(patchLines(change, style), style));
  }
  const opens = options.edit && options.body === undefined && io.stdin.isTTY && io.stdout.isTerminal;
  if (done && isTold && opens) {
    const { editAndTell } = await import('./recording/edited.js');
    const places = { line: unwritten[0]?.line ?? null, isNew: true };
    if ((await editAndTell(now, card, places, world)).isWrong) io.exitCode = ExitCode.no;
  } else if (done || !isTold) {
    const { brought } = await import('../base/edit.js');
    const findings = await brought(now, card.path, null);
    const [row] = await rowsAfter(now, [], [card]);
    if (!isTold && row)
      io.stdout.write(madeJson({ done, row, close, unwritten: unwritten.length, remarks, findings }));
    else if (done) tellRest(findings, unwritten.length, quotedPath(file), base, world);
  }
  if (done && isTold && (await now.clone()) !== null) {
    note(`not committed: git add ${quotedPath(file)} && git commit ${quotedPath(file)}`);
  }
}

/** What is wrong, where no editor was opened: the parts that are to be written are only counted. */
function tellRest(
  findings: readonly Finding[],
  unwritten: number,
  file: string,
  { repo }: Base,
  { io, env, options, note }: Context,
): void {
  const others = findings.filter(({ problem }) => problem.rule !== 'template-text');
  const style = styleOf(io.stderr, io.unicode, env);
  if (!options.quiet) io.stderr.write(formatFindings(others, style, repo.root));
  if (unwritten > 0) note(`${counted(unwritten, 'part')} to be written: kb edit ${file}`);
}
