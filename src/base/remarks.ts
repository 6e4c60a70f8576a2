/** What a person should know of the bases that answer: it stands on stderr beside every answer. */
import type { Base } from './base.js';
import { behindNote } from '../repo/behind.js';
import { counted } from '../text/counted.js';

/** One line each: cards that cannot be read, a clone that is behind, code that cannot be compared, a base that looks as if it were another dialect's. */
export async function remarks(bases: readonly Base[], now: Date, verbose = false): Promise<string[]> {
  const each = await Promise.all(
    bases.map(async (base) => {
      const foreign = await unconfigured(base);
      const unreadable = (await base.catalog()).filter((row) => row.unreadable !== null).length;
      return [
        ...(verbose ? [await about(base)] : []),
        ...(foreign === null ? [] : [`these cards look like dialect ${foreign}: kb init --detect --dry-run`]),
        ...(unreadable > 0 ? [`${counted(unreadable, 'card')} cannot be read: kb list --is unreadable`] : []),
        ...[await codeNote(base), behindNote(await base.clone(), now)].filter((note) => note !== null),
      ].map((note) => (base.name === null ? note : `${base.name}: ${note}`));
    }),
  );
  return each.flat();
}

/** Where verifications are bound to code and git cannot be asked what became of it, a line that says so; else null. */
export async function codeNote({ cards, repo }: Base): Promise<string | null> {
  const bound = (await cards()).cards.some(({ verified }) => verified.paths !== null);
  if (!bound || (await repo.blobs([])) !== null) return null;
  return 'git cannot tell here whether the code that cards describe has changed: kb doctor';
}

/** What was asked: the base's folder, cards, config and day. */
async function about({ repo, config, today, catalog }: Base): Promise<string> {
  const { length } = await catalog();
  const by = config.file ?? 'the default config';
  return `${repo.root}: ${length} cards by ${by}, dialect ${config.dialect}, as of ${today}`;
}

/** The dialect of a base that has no config, where most cards have no date by our own names. */
async function unconfigured({ config, catalog, repo }: Base): Promise<string | null> {
  if (config.file !== null) return null;
  const rows = await catalog();
  const undated = rows.filter(({ facts }) => facts.verifyBy === null).length;
  if (undated <= rows.length / 2) return null;
  const { foreignDialect } = await import('../repo/pages.js');
  return foreignDialect(repo, config.cards);
}
