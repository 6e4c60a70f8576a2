/** Opens a card in the user's editor, and reports the problems that the edit introduced. */
import { ask } from '../../ask.js';
import type { Base } from '../../base/base.js';
import { withText } from '../../base/card-now.js';
import type { ParsedCard } from '../../card/parse.js';
import type { Context } from '../../context.js';
import { formatFindings } from '../../format/edited.js';
import { styleOf } from '../../format/style.js';
import { countBySeverity, type Finding } from '../../lint/finding.js';

export interface EditedCard {
  /** As it was saved. */
  readonly card: ParsedCard;
  readonly changed: boolean;
  readonly findings: readonly Finding[];
  /** Whether the edit introduced an error. Such a card must not be verified. */
  readonly isWrong: boolean;
}

export interface EditOptions {
  /** The line to open; null for the start of the text. */
  readonly line?: number | null;
  /** Whether to look for problems that the edit introduces. */
  readonly lint?: boolean;
  /** Whether the card has just been created. */
  readonly isNew?: boolean;
}

export async function editAndReport(
  base: Base,
  card: ParsedCard,
  { line = null, lint = true, isNew = false }: EditOptions,
  { io, env, options, answer }: Context,
): Promise<EditedCard> {
  const { editCard } = await import('../../base/recording/edit.js');
  const style = styleOf(io.stdout, io.unicode, env);
  let reported: readonly Finding[] = [];
  const report = async (findings: readonly Finding[]): Promise<void> => {
    if (!options.json && reported !== findings) await answer(formatFindings(findings, style, base.repo.root));
    reported = findings;
  };
  const openAgain = async (findings: readonly Finding[]): Promise<boolean> => {
    await report(findings);
    return io.stdin.isTTY === true && !options.json && ask('open it again?', io);
  };
  const { before, after, findings } = await editCard(
    base,
    card,
    { io, env },
    { line, lint, isNew, openAgain },
  );
  await report(findings);
  return {
    card: await withText(base, card, after),
    changed: before !== after,
    findings,
    isWrong: countBySeverity(findings).errors > 0,
  };
}
