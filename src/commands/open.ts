/** `kb open`: opens a card on GitHub, GitLab or wherever the repo is hosted. */
import { Command, Option } from '@commander-js/extra-typings';
import { namedCard } from '../base/named-card.js';
import { recordOpen } from '../base/search/usage.js';
import { webPageOf } from '../base/pages/web-page.js';
import { browse, hasBrowser } from '../browser.js';
import type { Context } from '../context.js';
import { document } from '../format/json.js';

const EXAMPLES = `
The URL is built from the remote that the branch tracks, or else from \`origin\`, without using the network. It is always
printed. The browser opens only from a terminal, and not over ssh, in CI or without a display.

GitLab, Gitea, Forgejo, Codeberg, Bitbucket and SourceHut are recognized by their host name; any other host is assumed to run
GitHub. URL aliases (git's \`insteadOf\`, hosts in an ssh config) are not resolved.

Examples:
  $ kb open refund-eu
  $ kb open refund-eu --edit              change it in the browser
  $ kb open refund-eu --history           who changed it
  $ kb open cards/refund-eu.md:16 --print the URL of a line, to share it
`;

export function command(getContext: () => Context) {
  return new Command('open')
    .description('Open a card in the browser, on GitHub, GitLab or wherever the repo is hosted.')
    .argument(
      '<card>',
      'id, path, or the start of the id or of its last part; add :LINE to a path to open that line',
    )
    .addOption(new Option('--edit', 'open the page for editing the card').conflicts('history'))
    .option('--history', 'open the list of commits that changed the card')
    .option('--print', 'print the URL, and open nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (name, { edit, history, print }) => {
      const context = getContext();
      const { io, env, options, note } = context;
      const base = await context.baseOfCard(name);
      const card = await namedCard(base, name, context);
      const line = /:(\d{1,9})(?::\d+)?$/.exec(name)?.[1];
      const page = edit ? 'edit' : history ? 'history' : 'view';
      const { url, note: doubt } = await webPageOf(base, card, {
        page,
        line: line === undefined ? null : Number(line),
      });
      io.stdout.write(options.json ? document({ url }) : `${url}\n`);
      if (doubt !== null) note(doubt);
      const isWanted = !print && !options.json && io.stdout.isTerminal && hasBrowser(env, process.platform);
      if (isWanted && !(await browse(url))) note('could not start a browser');
      await recordOpen(base, card, print ? 'link' : edit ? 'edit' : 'open', context);
    });
}
