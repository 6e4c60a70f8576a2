/** `kb archive`: cards that nobody needs any more leave search and lists, and stay in git. */
import { Command } from '@commander-js/extra-typings';
import { ask } from '../ask.js';
import { planArchive, planRestore, type LastLink } from '../base/archive.js';
import { namedCard } from '../base/named-card.js';
import { record } from '../base/record.js';
import { rowsAfter } from '../base/verify.js';
import type { ParsedCard } from '../card/parse.js';
import type { Context } from '../context.js';
import { ExitCode, KbError } from '../errors.js';
import { archivedJson } from '../format/archived.js';
import { formatCards } from '../format/cards.js';
import { commitNote } from '../format/commit.js';
import { patchLines } from '../format/patch.js';
import { printed, styleOf } from '../format/style.js';
import { noteProblem } from '../trust/note.js';

const EXAMPLES = `
Writes \`status: archived\` into the cards, in one commit. Archived cards are found by is:archived only, and nobody is asked about
them any more. Who still links to them is told. With --superseded-by, readers of the id are told where to go instead.

Exit code: 0 when it is done, 1 when you said no, 2 when it could not be.

Examples:
  $ kb archive fax -m "we have no fax any more"
  $ kb archive refund-eu refund-uk --superseded-by refund-policy --yes
  $ kb archive fax --restore
`;

export function command(context: () => Context) {
  return new Command('archive')
    .argument('<card...>', 'ids, paths, or parts of ids')
    .description('Retire cards that nobody needs any more, or bring them back.')
    .option('-m, --note <text>', 'why, for the commit')
    .option('--superseded-by <id>', 'the card that is read instead')
    .option('--restore', 'bring the cards back: neither archived nor superseded')
    .option('--dry-run', 'show the changes as a diff, and change nothing')
    .option('-y, --yes', 'do not ask')
    .option('--no-commit', 'write the cards, but commit nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (names, options) => {
      const world = context();
      const { io, env, cwd, answer, note } = world;
      const { restore = false, supersededBy, note: why = '' } = options;
      if (restore && supersededBy !== undefined)
        throw new KbError(
          'usage',
          '--restore and --superseded-by exclude each other',
          'kb archive ID --restore',
        );
      const wrong = options.note === undefined ? null : noteProblem(options.note);
      if (wrong !== null) throw new KbError('usage', wrong, '-m "we have no fax any more"');
      const base = await world.ownBase('archive');
      const named = (name: string): Promise<ParsedCard> => namedCard(base, name, { cwd, command: 'archive' });
      const found = new Map<string, ParsedCard>();
      for (const name of names) {
        const card = await named(name);
        found.set(card.path, card);
      }
      const cards = [...found.values()];
      const successor = supersededBy === undefined ? null : await named(supersededBy);
      const plan = restore ? planRestore(base, cards, why) : await planArchive(base, cards, successor, why);
      const { changes, links, message } = plan;
      for (const line of linkNotes(links)) note(line);
      const count = changes.length === 1 ? '1 card' : `${changes.length} cards`;
      const verb = restore ? 'restore' : 'archive';
      const confirmed = async (commits: boolean): Promise<boolean> =>
        options.yes ?? (await ask(`${verb} ${count}${commits ? ' and commit' : ''}?`, io));
      const done = options.dryRun
        ? null
        : await record(base, changes, message, {
            env,
            commits: options.commit,
            confirmed,
          });

      const style = styleOf(io.stdout, io.unicode, env);
      const after = await rowsAfter(
        base,
        done || options.dryRun ? changes : [],
        cards.map((card) => ({ card })),
      );
      const outcome = { done: done !== null, commit: done?.commit ?? null, cards: after, links };
      if (world.options.json) io.stdout.write(archivedJson(outcome));
      else if (done) await answer(formatCards(after, style, { root: base.repo.root }));
      else if (options.dryRun)
        await answer(
          printed(
            changes.flatMap((change) => patchLines(change, style)),
            style,
          ),
        );
      if (done) note(`${count} ${verb}d, ${commitNote(done.commit, options.commit)}`);
      else note(options.dryRun ? `would ${verb} ${count}` : 'nothing was changed');
      for (const remark of done?.remarks ?? []) note(remark);
      if (!done && !options.dryRun) io.exitCode = ExitCode.no;
    });
}

/** Links that are told one by one; more are counted. */
const MOST = 20;

function linkNotes(links: readonly LastLink[]): string[] {
  const told = links.slice(0, MOST).map(({ path, line, to }) => `${path}:${line} still links to ${to}`);
  return links.length > MOST ? [...told, `and ${links.length - MOST} more links`] : told;
}
