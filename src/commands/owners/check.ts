/** `kb owners check`: finds unknown owners, cards without an owner, and reviewers who are not the owner. */
import { Command } from '@commander-js/extra-typings';
import { rowsOn } from '../../catalog/listing.js';
import type { Context } from '../../context.js';
import { ExitCode } from '../../errors.js';
import { collect, filtersFrom } from '../../flags.js';
import { formatOwnerFindings, ownerFindingsJson } from '../../format/owners.js';
import { styleOf } from '../../format/style.js';
import { reviewersBelow } from '../../repo/codeowners.js';
import { counted } from '../../text/counted.js';
import { knownOwners } from '../../trust/known-owners.js';
import { ownerFindings } from '../../trust/owners.js';

const EXAMPLES = `
Known names are those in \`people\` in the config and in CODEOWNERS. Owner types (login, team, channel) that neither lists are
not judged.

Exit code: 0 if there are no problems, 1 if there are.

Examples:
  $ kb owners check
  $ kb owners check --json
`;

export function check(getContext: () => Context) {
  return new Command('check')
    .description(
      'Find unknown owners and verifiers, cards without an owner, and cards whose review CODEOWNERS requests from somebody else.',
    )
    .option('-t, --tag <tag>', 'check only cards with this tag (repeat to require several)', collect)
    .addHelpText('after', EXAMPLES)
    .action(async (_, self) => {
      const { io, env, options: globals, ownBase, answer, note } = getContext();
      const base = await ownBase('owners check');
      const { people } = base.config;
      const known = knownOwners(people, (await base.repo.codeowners()).names);
      const { byPath } = await base.cards();
      const filters = filtersFrom(self.optsWithGlobals(), base.today);
      const rows = rowsOn(await base.catalog(), base.today, base.config.warn, filters);
      const cards = rows.map(([{ path }, trust]) => {
        const card = byPath.get(path);
        return { path, trust, ownerFrom: card?.ownerFrom ?? null, verifiers: card?.verifiers ?? [] };
      });
      const findings = ownerFindings(cards, people, known, reviewersBelow(base.repo.root));
      if (globals.json) io.stdout.write(ownerFindingsJson(findings));
      else await answer(formatOwnerFindings(findings, styleOf(io.stdout, io.unicode, env)));
      if (findings.length > 0) io.exitCode = ExitCode.no;
      if (findings.some(({ about }) => about.startsWith('unknown')))
        note('kb owners transfer OLD NEW   or add the name to `people` in the config');
      if (findings.some(({ about }) => about === 'codeowners'))
        note('kb codeowners --write   requests reviews from the owner');
      if (findings.length === 0) note(`${counted(cards.length, 'card')}, no problems`);
    });
}
