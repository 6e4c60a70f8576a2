/** Opens a card in the user's editor at the line that answers the query, and reports problems that the edit causes. */
import { editCard } from '../../base/recording/edit.js';
import { recordOpen } from '../../base/search/usage.js';
import { countBySeverity } from '../../lint/finding.js';
import { counted } from '../../text/counted.js';
import type { Outcome, Scene } from './action.js';

export async function edit({ base, card, place, context, away }: Scene): Promise<Outcome> {
  await context.ownBase('edit');
  const editing = { line: place, lint: true, openAgain: () => Promise.resolve(false) };
  const { before, after, findings } = await away(() => editCard(base, card, context, editing));
  await recordOpen(base, card, 'edit', context);
  if (before === after) return { message: 'nothing was changed' };
  const [first] = findings;
  if (!first) return { message: 'saved, not committed; v verifies it', changed: true };
  const { errors } = countBySeverity(findings);
  const { path, problem } = first;
  return {
    message: `saved; ${counted(findings.length, 'problem')}: ${path}:${problem.line ?? 1} ${problem.message}`,
    isWrong: errors > 0,
    changed: true,
  };
}
