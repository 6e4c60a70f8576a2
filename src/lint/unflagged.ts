/** Finds flags that a branch removes or changes without a verification that resolves them. */
import type { Flag, Severity } from '../card/card.js';
import type { Config } from '../config.js';
import type { Day } from '../day.js';
import { shortened } from '../text/shortened.js';
import { flagChanges, type GoneFlag } from '../trust/flag-changes.js';
import { isRelinked } from '../trust/wording.js';
import type { Finding } from './finding.js';
import { lineOf } from './line-of.js';
import type { Rule } from './rule.js';
import { flagRemoved } from './rules/flag-removed.js';
import type { Scope } from './scope.js';
import { redacted } from './secrets.js';
import { optionsOf, severitySet } from './setting.js';
import { isSilenced, type Touched } from './touched.js';

/**
 * Returns one finding for each flag.
 * @param scope of the branch
 * @param judge the config at the start of the branch, because a branch must not configure its own check
 */
export function unflaggedIn(
  touched: readonly Touched[],
  scope: Scope,
  rules: readonly Rule[],
  judge: Config,
): Finding[] {
  if (optionsOf(flagRemoved, rules, judge) === null) return [];
  const chosen = severitySet(flagRemoved, judge);
  return touched.flatMap((each): Finding[] => {
    const { before, after } = each;
    const flags = before?.card.flags ?? [];
    const gone = flagChanges(flags, after.card.flags, judge.people).gone.filter(
      ({ flag }) => !isSettled(flag, each, scope.today),
    );
    if (gone.length === 0) return [];
    const place = lineOf(after.card, scope, 'flags');
    if (isSilenced(each, flagRemoved.name, ({ card }) => lineOf(card, scope, 'flags').line)) return [];
    return gone.map((flag) => {
      const message = `${sentence(flag)}; kb verify ${after.card.id} resolves flags`;
      const severity = chosen ?? severityOf(flag);
      return { path: after.card.path, problem: { rule: flagRemoved.name, severity, message, ...place } };
    });
  });
}

/**
 * Whether a new record that matches the card is at least as recent as the flag. Any record resolves a flag without a date or
 * with a date in the future.
 */
function isSettled({ on }: Flag, { before, after }: Touched, today: Day): boolean {
  const [was, is] = [before?.card.verified, after.card.verified];
  if (!before || !after.trust.recorded || after.trust.edited || is.on === null || is.on > today) return false;
  if (is.content === was?.content || isRelinked(before, after)) return false;
  return on === null || on > today || is.on >= on;
}

/**
 * People may withdraw their own flag or replace it with another one, even on the same day. A card does not show who did so,
 * so these changes are only warnings.
 */
function severityOf({ flag, how, now }: GoneFlag): Severity {
  const mayBeTheirs = now !== null && now.by === flag.by && now.on === flag.on;
  return how === 'altered' && !mayBeTheirs ? 'error' : 'warning';
}

function sentence({ flag, how, now }: GoneFlag): string {
  const what = `the flag ${inWords(flag)}`;
  switch (how) {
    case 'removed':
      return `${what}, was removed without a verification`;
    case 'replaced':
      return `${what}, was replaced by a later one of the same person`;
    case 'altered':
      return now === null ? `${what}, was changed` : `${what}, was changed to one ${inWords(now)}`;
  }
}

function inWords({ by, on, note }: Flag): string {
  const who = by === '' ? 'somebody' : `“${shortened(redacted(by))}”`;
  return `by ${who}${on === null ? '' : ` on ${on}`}, “${shortened(redacted(note))}”`;
}
