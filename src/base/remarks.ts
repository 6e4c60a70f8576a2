/** What people should know about the bases that answer; printed to stderr with every answer. */
import type { Base } from './base.js';
import { behindNote } from '../repo/behind.js';
import type { Summary } from './search-index/manifest.js';
import { counted } from '../text/counted.js';

/**
 * Returns one line each about unreadable cards, a clone that is behind, code that cannot be compared, and cards that look
 * like another dialect's.
 * @param incomplete whether unreadable cards may be missing from the answer
 */
export async function remarks(
  bases: readonly Base[],
  now: Date,
  verbose = false,
  incomplete = true,
): Promise<string[]> {
  const each = await Promise.all(
    bases.map(async (base) => {
      const summary = await base.index.ask((index) => Promise.resolve(index.summary));
      const foreign = await unconfigured(base, summary);
      const { cards, unreadable, bound } = summary;
      return [
        ...(verbose ? [about(base, cards)] : []),
        ...(foreign === null ? [] : [`these cards look like dialect ${foreign}: kb init --detect --dry-run`]),
        ...(unreadable > 0 && (incomplete || verbose)
          ? [`${counted(unreadable, 'card')} cannot be read: kb list --is unreadable`]
          : []),
        ...[bound > 0 ? await codeNote(base) : null, behindNote(await base.clone(), now)].filter(
          (note) => note !== null,
        ),
      ].map((note) => (base.name === null ? note : `${base.name}: ${note}`));
    }),
  );
  return each.flat();
}

/** Returns a line that says that git cannot compare the code, else null. For a base with cards that were verified with code. */
export async function codeNote({ repo }: Base): Promise<string | null> {
  if ((await repo.blobs([])) !== null) return null;
  return 'git cannot tell whether the code that cards describe has changed: kb doctor';
}

/** Describes the base: its folder, cards, config and day. */
function about({ repo, config, today }: Base, cards: number): string {
  const by = config.file ?? 'the default config';
  return `${repo.root}: ${cards} cards by ${by}, dialect ${config.dialect}, as of ${today}`;
}

/** The dialect that the cards seem to have; null if the base has a config, or half of its cards have a date in kb's fields. */
async function unconfigured({ config, repo }: Base, { cards, undated }: Summary): Promise<string | null> {
  if (config.file !== null || undated <= cards / 2) return null;
  const { foreignDialect } = await import('../repo/pages.js');
  return foreignDialect(repo, config.cards);
}
