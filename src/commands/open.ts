/** `kb open`: a card on its forge. */
import { Command, Option } from '@commander-js/extra-typings';
import { namedCard } from '../base/named-card.js';
import { recordOpen } from '../base/usage.js';
import { webPageOf } from '../base/web-page.js';
import { browse, hasBrowser } from '../browser.js';
import type { Context } from '../context.js';
import { document } from '../format/json.js';

const EXAMPLES = `
The address is made from the remote that the branch follows, else \`origin\`; nothing is asked of the network. It is always
printed. The browser opens in a terminal only, and not over ssh, in CI or without a display.

GitLab, Gitea, Forgejo, Codeberg, Bitbucket and SourceHut are known by the name of their host; every other host is taken for
a GitHub. Short forms of addresses (git's \`insteadOf\`, hosts in an ssh config) are not looked up.

Examples:
  $ kb open refund-eu
  $ kb open refund-eu --edit              change it in the browser
  $ kb open refund-eu --history           who changed it
  $ kb open cards/refund-eu.md:16 --print the address of a line, to be sent to somebody
`;

export function command(context: () => Context) {
  return new Command('open')
    .description('Show a card on its forge, in the browser.')
    .argument(
      '<card>',
      'id, path, or the beginning of the id or of its last part; a path may have a line behind it',
    )
    .addOption(new Option('--edit', 'the page on which the card can be edited').conflicts('history'))
    .option('--history', 'the page with the commits that changed the card')
    .option('--print', 'print the address, and open nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (name, { edit, history, print }) => {
      const world = context();
      const { io, env, options, note } = world;
      const base = await world.baseOfCard(name);
      const card = await namedCard(base, name, world);
      const line = /:(\d{1,9})(?::\d+)?$/.exec(name)?.[1];
      const page = edit ? 'edit' : history ? 'history' : 'view';
      const { url, note: doubt } = await webPageOf(base, card, {
        page,
        line: line === undefined ? null : Number(line),
      });
      io.stdout.write(options.json ? document({ url }) : `${url}\n`);
      if (doubt !== null) note(doubt);
      const isWanted = !print && !options.json && io.stdout.isTerminal && hasBrowser(env, process.platform);
      if (isWanted && !(await browse(url))) note('no browser could be started');
      await recordOpen(base, card, print ? 'link' : edit ? 'edit' : 'open', world);
    });
}
