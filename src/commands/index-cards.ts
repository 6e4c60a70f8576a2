/** `kb index`: updates the search index, shows what it contains, and exports it as a file for Lunr. */
import path from 'node:path';
import { Command, Option } from '@commander-js/extra-typings';
import type { Base } from '../base/base.js';
import { exportIndex, READERS, type Readers } from '../base/search/export.js';
import { reindex } from '../base/search/reindex.js';
import type { Context } from '../context.js';
import { KbError } from '../errors.js';
import { stringify } from '../format/json.js';
import { formatReindexed, reindexedJson } from '../format/reindex.js';
import { styleOf } from '../format/style.js';
import { counted } from '../text/counted.js';

const EXAMPLES = `
You never have to run it: a search updates the index itself. Run it after cloning to avoid a slow first search, to pick up
untracked cards in large bases, or to see the index size. If file times differ from git's own index, for example after a tree
was copied, git is made to look at the files again.

If the index cannot be stored, it says why, and each search builds one in memory. The exit code is 0 all the same.

In a pipe each line is a fact, tab-separated: cards, put, removed, folder, bytes; with --stats format, build, then the
documents, dead documents, terms, words and bytes of each segment, and the share of each language.

--export writes the public cards, without drafts and archived cards, as a Lunr 2.3 index for a web page:

  import { prepare, search } from 'kbcards/lunr';
  const exported = await (await fetch('search.json')).json();
  await prepare(lunr, exported);
  const found = search(lunr.Index.load(exported), 'refund');   // ref: path; exported.kb.documents has titles

--audience internal adds the internal cards. Restricted ones are never written.

Examples:
  $ kb index
  $ kb index --rebuild --stats                 build it from scratch
  $ kb index --export public/search.json
  $ kb index --export - --audience internal | gzip > search.json.gz
`;

const EXPORTING = 'kb index --export search.json --audience ';

export function command(getContext: () => Context) {
  return new Command('index')
    .description('Update the search index, and show what it contains.')
    .option('--rebuild', 'build it from scratch')
    .option('--stats', 'show what it contains, and how many bytes each part takes')
    .option('--export <file>', 'write an index for Lunr; - is standard output')
    .addOption(new Option('--audience <who>', 'who the export is for (default: public)').choices(READERS))
    .addHelpText('after', EXAMPLES)
    .action(async ({ rebuild = false, stats = false, export: file, audience }) => {
      const context = getContext();
      const { io, env, options, answer, note } = context;
      if (file === undefined && audience !== undefined)
        throw new KbError('usage', '--audience needs --export', EXPORTING + audience);
      const bases = file === undefined ? await context.bases() : [await context.base()];
      const indexes = [];
      // One at a time, since each draws a progress line.
      for (const base of bases) indexes.push(await reindex(base, rebuild, context));

      const [first] = bases;
      if (first && file !== undefined) note(await write(first, audience ?? 'public', file, context));
      if (file === '-') return;
      if (options.json) io.stdout.write(reindexedJson(indexes, stats));
      else await answer(formatReindexed(indexes, stats, styleOf(io.stdout, io.unicode, env)));
      for (const { name, cards, put, removed, kept, reason, gitRefreshed } of indexes) {
        // The JSON already has these counts.
        if (!options.json) note(`${name === null ? '' : `${name}: `}${done(cards, put, removed)}`);
        if (gitRefreshed) note('git has checked its files again: searches will be faster');
        if (!kept) note(`the index is not stored: ${reason ?? 'unknown reason'}`);
      }
    });
}

function done(cards: number, put: number, removed: number): string {
  const changes = [
    ...(put > 0 ? [`${put} indexed again`] : []),
    ...(removed > 0 ? [`${removed} removed`] : []),
  ];
  return `${counted(cards, 'card')}, ${changes.join(', ') || 'no changes'}`;
}

/** Writes the export to a file, or to stdout for `-`. Returns a line that says what was written. */
async function write(base: Base, readers: Readers, file: string, { io, cwd }: Context): Promise<string> {
  const exported = await exportIndex(base, readers);
  const text = `${stringify(exported)}\n`;
  if (file === '-') io.stdout.write(text);
  else {
    const { writeAtomic } = await import('../repo/atomic.js');
    await writeAtomic(path.resolve(cwd, file), Buffer.from(text));
  }
  const count = counted(exported.kb.documents.length, 'card');
  return `${count} ${readers === 'public' ? 'that anyone may read' : 'for internal use'} in ${file}`;
}
