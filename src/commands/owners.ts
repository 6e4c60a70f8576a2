/** `kb owners`: who looks after how much; `check` finds owners who are gone, `transfer` hands their cards to somebody else. */
import { Command } from '@commander-js/extra-typings';
import { nearest } from '../card/nearest.js';
import { rowsOn } from '../catalog/listing.js';
import type { Context } from '../context.js';
import { KbError } from '../errors.js';
import { collect, filtersFrom } from '../flags.js';
import { formatLoads, loadsJson } from '../format/owners.js';
import { styleOf } from '../format/style.js';
import { remarks } from '../remarks.js';
import { folding, knownOwners, personOf } from '../trust/known-owners.js';
import { abandoned, isChased, loads } from '../trust/owners.js';
import { check } from './owners/check.js';
import { transfer } from './owners/transfer.js';

const EXAMPLES = `
Examples:
  $ kb owners                             who has how many cards, and how many are stale
  $ kb owners -o ana                      one owner, by any of the names in \`people\`
  $ kb owners check                       owners who are gone, cards that have none
  $ kb owners transfer @ana @ben --dry-run
`;

export function command(context: () => Context) {
  const owners = new Command('owners')
    .description('Show who looks after how many cards, and how many of them are stale; the most stale first.')
    .option('-t, --tag <tag>', 'count only cards with this tag (repeat for more: all must be there)', collect)
    .option('-o, --owner <owner>', 'only this owner, by any name (repeat for any of them)', collect)
    .addHelpText('after', EXAMPLES)
    .action(async (options, self) => {
      refuseUnknown(
        self.args[0],
        self.commands.map((each) => each.name()),
      );
      const { io, env, options: globals, base: open, answer, note, now } = context();
      const base = await open();
      const { people } = base.config;
      const known = knownOwners(people, (await base.repo.codeowners()).names);
      const filters = filtersFrom({ ...(options.tag && { tag: options.tag }) }, base.today);
      const rows = rowsOn(await base.catalog(), base.today, base.config.warn, filters);
      const cards = rows.map(([{ path }, trust]) => ({ path, trust })).filter(({ trust }) => isChased(trust));
      const named = options.owner?.map((owner) => bare(personOf(people)(owner)));
      const found = loads(cards, people, known).filter(({ owner }) => named?.includes(bare(owner)) ?? true);
      const left = abandoned(cards, known);

      if (globals.json) io.stdout.write(loadsJson(found, left));
      else await answer(formatLoads(found, styleOf(io.stdout, io.unicode, env)));
      const owners = found.length === 1 ? '1 owner' : `${found.length} owners`;
      const { withoutOwner, orphans } = left;
      const trouble = `${withoutOwner.length} without owner, ${orphans.length} whose owners nobody knows`;
      const hint = withoutOwner.length + orphans.length > 0 ? ': kb owners check' : '';
      note(`${owners}, ${cards.length} cards, ${trouble}${hint}`);
      for (const line of globals.quiet ? [] : await remarks([base], now(), globals.verbose)) note(line);
    });
  // Wherever an option stands, Commander gives it to the outermost command that has it; subcommands fetch it from there.
  return owners
    .hook('preSubcommand', (self, sub) => {
      const taken = new Set(sub.options.map((each) => each.attributeName()));
      const stray = Object.keys(self.opts()).find((name) => !taken.has(name));
      if (stray === undefined) return;
      throw new KbError(
        'usage',
        `kb owners ${sub.name()} takes no --${stray}`,
        `kb owners ${sub.name()} --help`,
      );
    })
    .addCommand(check(context))
    .addCommand(transfer(context));
}

/** Commander takes a word that is no subcommand for an argument. */
function refuseUnknown(word: string | undefined, names: readonly string[]): void {
  if (word === undefined) return;
  const near = nearest(word, new Set(names));
  throw new KbError(
    'usage',
    `kb owners knows ${names.join(' and ')}; found “${word}”`,
    near === undefined ? 'kb owners --help' : `did you mean kb owners ${near}?`,
  );
}

/** `ana`, `@ana` and `#ana` are one name. */
function bare(owner: string): string {
  return folding(owner).replace(/^[@#]/, '');
}
