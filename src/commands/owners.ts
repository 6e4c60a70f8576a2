/** `kb owners`: shows how many cards each owner has. `check` finds unknown owners, `transfer` gives their cards to another. */
import { Command } from '@commander-js/extra-typings';
import { nearest } from '../card/nearest.js';
import { rowsOn } from '../catalog/listing.js';
import type { Context } from '../context.js';
import { ExitCode, KbError } from '../errors.js';
import { collect, filtersFrom } from '../flags.js';
import { formatLoads, loadsJson, noCardOf } from '../format/owners.js';
import { styleOf } from '../format/style.js';
import { remarks } from '../base/remarks.js';
import { counted } from '../text/counted.js';
import { fold } from '../text/fold.js';
import { knownOwners, personOf } from '../trust/known-owners.js';
import { abandoned, isChased, loads, type Load } from '../trust/owners.js';
import { check } from './owners/check.js';
import { transfer } from './owners/transfer.js';

const EXAMPLES = `
A card with two owners counts for both. Drafts, archived and superseded cards do not count. An owner is unknown if neither
\`people\` in the config nor CODEOWNERS lists the name. Owner types (login, team, channel) that neither lists are not judged.

In a pipe each line is tab-separated: owner, cards, stale, due, unverified, percent stale, and \`unknown\` or nothing.

Exit code: 0 if there is an owner to show, 1 if there is none.

Examples:
  $ kb owners                             who has how many cards, and how many are stale
  $ kb owners -o ana                      one owner, by any of their names in \`people\`
  $ kb owners check                       owners who have left, cards without an owner
  $ kb owners transfer @ana @ben --dry-run
`;

export function command(getContext: () => Context) {
  const owners = new Command('owners')
    .description('Show who owns how many cards, and how many of them are stale; most stale first.')
    .option('-t, --tag <tag>', 'count only cards with this tag (repeat to require several)', collect)
    .option('-o, --owner <owner>', 'only this owner, by any of their names (repeat to match any)', collect)
    .addHelpText('after', EXAMPLES)
    .action(async (options, self) => {
      refuseUnknown(
        self.args[0],
        self.commands.map((each) => each.name()),
      );
      const { io, env, options: globals, base: open, answer, note, now } = getContext();
      const base = await open();
      const { people } = base.config;
      const known = knownOwners(people, (await base.repo.codeowners()).names);
      const filters = filtersFrom({ ...(options.tag && { tag: options.tag }) }, base.today);
      const rows = rowsOn(await base.catalog(), base.today, base.config.warn, filters);
      const resolve = personOf(people);
      const named = options.owner?.map((owner) => bare(resolve(owner)));
      const isAsked = (owner: string): boolean => named?.includes(bare(resolve(owner))) ?? true;
      const chased = rows
        .map(([{ path }, trust]) => ({ path, trust }))
        .filter(({ trust }) => isChased(trust));
      const cards = named ? chased.filter(({ trust }) => trust.owner.some(isAsked)) : chased;
      const found = loads(cards, people, known).filter(({ owner }) => isAsked(owner));
      const left = abandoned(cards, known);

      if (globals.json) io.stdout.write(loadsJson(found, left));
      else await answer(formatLoads(found, styleOf(io.stdout, io.unicode, env)));
      if (found.length === 0) io.exitCode = ExitCode.no;
      if (found.length > 0 || options.owner === undefined)
        note(summary(found, cards.length, left.withoutOwner.length));
      else {
        const names = new Set(loads(chased, people, known).map(({ owner }) => owner));
        for (const owner of options.owner) note(noCardOf(owner, names));
      }
      for (const line of globals.quiet ? [] : await remarks([base], now(), globals.verbose)) note(line);
    });
  // Commander gives an option to the outermost command that has it, wherever it was typed; subcommands read it from there.
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
    .addCommand(check(getContext))
    .addCommand(transfer(getContext));
}

/** The counts of what is shown, and the next command to type. */
function summary(owners: readonly Load[], cards: number, withoutOwner: number): string {
  const unknown = owners.filter(({ known }) => !known).length;
  const counts = [
    counted(owners.length, 'owner'),
    ...(unknown > 0 ? [`${unknown} unknown`] : []),
    counted(cards, 'card'),
    ...(withoutOwner > 0 ? [`${withoutOwner} without owner`] : []),
  ];
  return `${counts.join(', ')}${unknown + withoutOwner > 0 ? ': kb owners check' : ''}`;
}

/** Throws KbError `usage` for a word that is not a subcommand: Commander treats it as an argument. */
function refuseUnknown(word: string | undefined, names: readonly string[]): void {
  if (word === undefined) return;
  const near = nearest(word, new Set(names));
  throw new KbError(
    'usage',
    `kb owners knows ${names.join(' and ')}; found “${word}”`,
    near === undefined ? 'kb owners --help' : `did you mean kb owners ${near}?`,
  );
}

/** Makes `ana`, `@ana` and `#ana` the same name. */
function bare(owner: string): string {
  return fold(owner).replace(/^[@#]/, '');
}
