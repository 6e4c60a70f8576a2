/** `kb show`: shows a card, starting with its trust. */
import { Command } from '@commander-js/extra-typings';
import { namedCard } from '../base/named-card.js';
import { rowOf } from '../base/rows.js';
import { outline } from '../card/outline.js';
import type { Context } from '../context.js';
import { safeLines } from '../format/escape.js';
import { showJson } from '../format/json.js';
import { styleOf } from '../format/style.js';
import { codeNote } from '../base/remarks.js';
import { recordOpen } from '../base/search/usage.js';
import { behindNote } from '../repo/behind.js';
import { trustOf } from '../trust/trust.js';

const EXAMPLES = `
Name a card by its id, a former id, its path, or any part of the id that is unique: its last parts (\`eu/refunds\` of
\`billing/eu/refunds\`), its start, or the start of its last part. A path can also point into another base listed in
~/.config/kb/config.yaml.

Examples:
  $ kb show refund-eu
  $ kb show cards/refund-eu.md:16     as printed by search
  $ kb show refund-eu --raw | pbcopy
`;

export function command(getContext: () => Context) {
  return new Command('show')
    .argument('<card>', 'id, path, or the start of the id or of its last part')
    .description('Read a card in the terminal. The first line says whether you can rely on it.')
    .option('--raw', 'print the Markdown source, without the banner')
    .addHelpText('after', EXAMPLES)
    .action(async (name, { raw }) => {
      const context = getContext();
      const { io, env, options, answer, note, now } = context;
      const page = options.json || raw ? null : await import('../base/pages/card-page.js');
      const parser = page?.pageParser();
      parser?.begin();
      const base = await context.baseOfCard(name);
      const card = await namedCard(base, name, context);
      const row = await rowOf(card, base.repo);
      const trust = trustOf(row.facts, base.today, base.config.warn);

      if (options.json)
        io.stdout.write(showJson(card, base.located(row), trust, outline(card.body), await base.clone()));
      else if (raw) io.stdout.write(io.stdout.isTerminal ? safeLines(card.body) : card.body);
      else if (page) {
        const style = styleOf(io.stdout, io.unicode, env);
        await answer(await page.cardPage(base, card, trust, style, note, parser));
      }
      const code = card.verified.paths === null ? null : await codeNote(base);
      for (const line of [code, behindNote(await base.clone(), now())]) if (line !== null) note(line);
      await recordOpen(base, card, raw && !io.stdout.isTerminal ? 'copy' : 'show', context);
    });
}
