/** Detects new cards that are renamed old ones: if only the new file was committed, the card would be in git twice. */
import path from 'node:path';
import type { Base } from '../base.js';
import type { ParsedCard } from '../../card/parse.js';
import { KbError } from '../../errors.js';
import { factsOf } from '../../lint/facts.js';
import { renamedCards } from '../../lint/renames.js';
import { cardOf } from '../../repo/cards.js';
import { askCommit } from '../../repo/git-read.js';
import { goneFiles } from '../../repo/gone.js';
import { WITHOUT_COMMIT } from '../../repo/refuse.js';
import type { Change } from '../../repo/rewrite.js';
import { oneLine, quoted } from '../../text/shell.js';

/** Most deleted cards that are compared. With more, the base is being rebuilt, and kb does not commit parts of that. */
const MOST = 500;

/**
 * Throws KbError `io` if one of the cards was moved by hand, or may have been.
 * @param changes of cards that are in no commit yet
 * @param hint how to make the command commit it anyway
 */
export async function refuseMoved(base: Base, changes: readonly Change[], hint?: string): Promise<void> {
  const { root } = base.repo;
  const head = await askCommit(root, 'HEAD');
  if (!head.ok) return;
  const endings = new Set(changes.map((change) => path.posix.extname(change.path)));
  const gone = await goneFiles(root, head.text, (file) => endings.has(path.posix.extname(file)), MOST);
  const refuse = (why: string, ...ways: readonly string[]): never => {
    throw new KbError('io', why, [...ways, ...(hint === undefined ? [] : [hint]), WITHOUT_COMMIT].join('\n'));
  };
  const [first] = changes;
  if (!first || gone?.length === 0) return;
  if (gone === null) {
    return refuse(
      `${oneLine(first.path)} may be a new name for one of the more than ${MOST} cards that are gone`,
      'git status',
    );
  }
  const survey = await base.survey();
  const cardAt = (file: string, text: string): ParsedCard =>
    cardOf({ path: file, bytes: Buffer.from(text) }, survey, survey.defaultsOf(file));
  const old = gone.map((each) => factsOf(cardAt(each.path, each.text)));
  const now = changes.map(({ path: file, before }) => factsOf(cardAt(file, before ?? '')));
  for (const [to, from] of renamedCards(old, now)) {
    refuse(
      `${oneLine(to)} is ${oneLine(from)} under a new name, and git has only the old one`,
      `git status; git add -- ${quoted(to)} && git commit -- ${quoted(from)} ${quoted(to)}`,
    );
  }
}
