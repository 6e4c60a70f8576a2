/** Finds cards that a branch verifies in bulk: same person, date and note, and more of them than anybody reads. */
import type { Config } from '../config.js';
import { sameClaims, type Claim } from './claims.js';
import type { CardFacts } from './facts.js';
import type { Finding } from './finding.js';
import { lineOf } from './line-of.js';
import type { Rule } from './rule.js';
import { bulkVerify } from './rules/bulk-verify.js';
import type { Scope } from './scope.js';
import { optionsOf, severitySet } from './setting.js';
import { shortened } from '../text/shortened.js';
import { isSilenced } from './touched.js';

/**
 * Returns one finding for each combination of person, date and note with too many cards, located at the first of these cards.
 * @param scope of the branch
 * @param judge the config at the start of the branch, because a branch must not configure its own check
 */
export function bulkIn(
  claims: readonly Claim[],
  scope: Scope,
  rules: readonly Rule[],
  judge: Config,
): Finding[] {
  const options = optionsOf(bulkVerify, rules, judge);
  if (options === null) return [];
  const severity = severitySet(bulkVerify, judge) ?? 'warning';
  const placeIn = ({ card }: CardFacts): { readonly line: number; readonly column: number } =>
    lineOf(card, scope, 'verified.on');
  const unsilenced = claims.filter(
    ({ touched }) => !isSilenced(touched, bulkVerify.name, (card) => placeIn(card).line),
  );
  return sameClaims(unsilenced, judge.people).flatMap((group): Finding[] => {
    const [first] = group;
    if (!first || group.length <= Number(options['most'])) return [];
    const { on, by, note, touched } = first;
    const who = by === null ? '' : ` by “${shortened(by)}”`;
    const words = note === null ? 'without a note' : 'with the same note';
    const message = `${group.length} cards were verified${who} on ${on} ${words}: was each of them read?`;
    const key = [on, by ?? '', note ?? ''].join(' ');
    const problem = { rule: bulkVerify.name, severity, message, key, ...placeIn(touched.after) };
    return [{ path: touched.after.card.path, problem }];
  });
}
