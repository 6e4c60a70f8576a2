/** What a person should know of the bases that answer: it stands on stderr beside every answer. */
import type { Base } from './base.js';
import { behindNote } from '../repo/behind.js';
import type { Summary } from './search-index/manifest.js';
import { counted } from '../text/counted.js';

/**
 * One line each: cards that cannot be read, a clone that is behind, code that cannot be compared, a base that looks as if it were another dialect's.
 * @param incomplete a card that cannot be read may be missing in the answer
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

/** For a base with verifications that are bound to code: where git cannot be asked what became of it, a line that says so. */
export async function codeNote({ repo }: Base): Promise<string | null> {
  if ((await repo.blobs([])) !== null) return null;
  return 'git cannot tell whether the code that cards describe has changed: kb doctor';
}

/** What was asked: the base's folder, cards, config and day. */
function about({ repo, config, today }: Base, cards: number): string {
  const by = config.file ?? 'the default config';
  return `${repo.root}: ${cards} cards by ${by}, dialect ${config.dialect}, as of ${today}`;
}

/** The dialect of a base that has no config, where most cards have no date by our own names. */
async function unconfigured({ config, repo }: Base, { cards, undated }: Summary): Promise<string | null> {
  if (config.file !== null || undated <= cards / 2) return null;
  const { foreignDialect } = await import('../repo/pages.js');
  return foreignDialect(repo, config.cards);
}
