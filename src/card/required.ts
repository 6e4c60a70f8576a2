/** What our own dialect asks of every card; in a foreign one nothing is required, and the trust state shows what is missing. */
import type { Card, Problem } from './card.js';

/**
 * Errors for a title, an owner and a due day that a card has from no source.
 * @param heading its first one of depth 1
 * @param lasting the card itself says how long a verification holds: it is not wrong, it waits for somebody to verify it
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
  // Nobody is chased for these.
  const rests = card.status === 'draft' || card.status === 'archived' || card.supersededBy !== null;
  if (!due && !lasting && !card.badDate && !rests) {
    problems.push(absent('required-verify-by', 'expected `verify-by`, as in `verify-by: 2027-02-19`'));
  }
  return problems;
}
