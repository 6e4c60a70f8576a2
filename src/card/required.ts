/**
 * The fields that every card of dialect `kb` must have. Foreign dialects require none; there, the trust state shows what
 * is missing.
 */
import type { Card, Problem } from './card.js';

/**
 * Returns errors for the title, owner or verify-by date that a card does not get from any source.
 * @param heading the first heading of depth 1
 * @param lasting whether the card itself has `verify-every`: then it is not wrong, it only waits to be verified
 */
export function missingFields(card: Card, heading: string | null, lasting: boolean): Problem[] {
  const absent = (rule: string, message: string): Problem => ({
    rule,
    severity: 'error',
    message,
    line: 1,
    column: 1,
  });
  const problems: Problem[] = [];
  if (card.writtenTitle === null && heading === null) {
    problems.push(absent('required-title', 'expected `title`, or a heading `# …` in the text'));
  }
  if (card.owner.length === 0) {
    problems.push(
      absent(
        'required-owner',
        'expected an owner: `owner`, `_kb.yaml`, CODEOWNERS or `defaults` in the config',
      ),
    );
  }
  const due = card.verifyBy !== null || (card.verified.on !== null && card.verifyEvery !== null);
  // Nobody is asked to verify these cards.
  const rests = card.status === 'draft' || card.status === 'archived' || card.supersededBy !== null;
  if (!due && !lasting && !card.badDate && !rests) {
    problems.push(absent('required-verify-by', 'expected `verify-by`, as in `verify-by: 2027-02-19`'));
  }
  return problems;
}
