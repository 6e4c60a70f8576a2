/** What a person should know of the bases that answer: it stands on stderr beside every answer. */
import type { Base } from './base.js';
import { behindNote } from './repo/behind.js';

/** One line each: cards that cannot be read, a clone that is behind, a base that looks as if it were another dialect's. */
export async function remarks(bases: readonly Base[], now: Date, verbose = false): Promise<string[]> {
  const each = await Promise.all(
    bases.map(async (base) => {
      const foreign = await unconfigured(base);
      const unreadable = (await base.catalog()).filter((row) => row.unreadable !== null).length;
      const cards = unreadable === 1 ? '1 card cannot be read' : `${unreadable} cards cannot be read`;
      return [
        ...(verbose ? [await about(base)] : []),
        ...(foreign === null ? [] : [`these cards look like dialect ${foreign}: kb init --detect --dry-run`]),
        ...(unreadable > 0 ? [`${cards}: kb list --is unreadable`] : []),
        ...[behindNote(await base.clone(), now)].filter((note) => note !== null),
      ].map((note) => (base.name === null ? note : `${base.name}: ${note}`));
    }),
  );
  return each.flat();
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
  const { foreignDialect } = await import('./repo/pages.js');
  return foreignDialect(repo, config.cards);
}
