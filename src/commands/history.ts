/** `kb history`: shows from git who verified a card, when, and with what evidence. */
import { Command } from '@commander-js/extra-typings';
import { cardHistory } from '../base/history/history.js';
import { namedCard } from '../base/named-card.js';
import { rowOf } from '../base/rows.js';
import type { Context } from '../context.js';
import { ExitCode, KbError } from '../errors.js';
import { parseLimit } from '../flags.js';
import { formatHistory, historyJson } from '../format/history.js';
import { styleOf } from '../format/style.js';
import { quotedPath } from '../text/shell.js';
import { eventsOf, uncommitted } from '../trust/history.js';
import { trustOf } from '../trust/trust.js';
import type { CardHistory } from '../trust/versions.js';

const EXAMPLES = `
The history comes from the card's own record in each commit, across renames; commit messages and trailers are not read.
A date that was moved without a record that matches the text is shown as \`date-moved\`, not \`verified\`.

Exit code: 0 if there is something to show, 1 if not: the card was never committed or, with --verified, never verified.

Examples:
  $ kb history refund-eu
  $ kb history refund-eu --verified       who verified it, and when
  $ kb history refund-eu -n 1 --json
`;

export function command(getContext: () => Context) {
  return new Command('history')
    .argument('<card>', 'id, path, or the start of the id or of its last part')
    .description('Show what happened to a card: who verified it, when and with what evidence.')
    .option('-n, --limit <count>', 'show at most this many events (0 = all)', parseLimit, 0)
    .option('--verified', 'show only verifications')
    .addHelpText('after', EXAMPLES)
    .action(async (name, { limit, verified }) => {
      const context = getContext();
      const { io, env, options, answer, note } = context;
      const base = await context.baseOfCard(name);
      const card = await namedCard(base, name, context);
      const row = await rowOf(card, base.repo);
      if ((await base.clone()) === null) {
        const message = `kb history needs git, and ${base.repo.root} is not in a git work tree`;
        throw new KbError('usage', message, 'git init');
      }
      const history = await cardHistory(base, card.path);
      if (history.versions.length === 0 && !history.complete) {
        throw new KbError('io', `kb history needs git: ${history.why ?? ''}`, 'kb doctor');
      }
      const all = eventsOf(history.versions, base.config.people).filter(
        ({ event }) => !verified || event === 'verified',
      );
      const story = {
        card,
        trust: trustOf(row.facts, base.today, base.config.warn),
        history,
        events: limit > 0 ? all.slice(0, limit) : all,
        uncommitted: uncommitted(history.versions, card, base.config.people),
      };
      if (options.json) io.stdout.write(historyJson(story));
      else if (story.events.length + story.uncommitted.length > 0)
        await answer(formatHistory(story, base.config.people, styleOf(io.stdout, io.unicode, env)));
      for (const line of remarks(history, card.path, all.length)) note(line);
      if (all.length === 0) io.exitCode = ExitCode.no;
    });
}

/** What is missing from the history, and how to get it. */
function remarks({ versions, complete, why }: CardHistory, path: string, eventCount: number): string[] {
  const oldest = versions.at(-1);
  if (!oldest) return [`${path} was never committed: git add ${quotedPath(path)} && git commit`];
  if (complete) return eventCount === 0 ? [`${path} was never verified`] : [];
  const from = `history goes back to ${oldest.time.slice(0, 10)}`;
  return [
    why === 'this clone is shallow' ? `${why}: ${from}; git fetch --unshallow` : `${from}: ${why ?? ''}`,
  ];
}
