/** What only a comparison of both sides of a branch shows: weakened checks, moved dates, claimed verifications, lost flags. */
import type { Base } from '../base.js';
import { bulkIn } from '../../lint/bulk.js';
import { bumpsIn, type Bumped } from '../../lint/bumped.js';
import { claimsIn, type Claim } from '../../lint/claims.js';
import type { Finding } from '../../lint/finding.js';
import type { Gate } from '../../lint/gate.js';
import { newComments } from '../../lint/new-comments.js';
import type { Rule } from '../../lint/rule.js';
import type { Scope } from '../../lint/scope.js';
import { touchedCards } from '../../lint/touched.js';
import { unflaggedIn } from '../../lint/unflagged.js';
import { weakeningOf, type Weakening } from './weakening.js';

export interface Branch {
  readonly weakening: Weakening;
  /** Findings about new comments that silence rules; also of rule `gate-weakened`. */
  readonly silenced: readonly Finding[];
  readonly bumps: readonly Bumped[];
  readonly claims: readonly Claim[];
  /** Findings about flags that are gone or changed. */
  readonly unflagged: readonly Finding[];
  /** Findings of all rules about branches that are among the rules of the run. */
  readonly findings: readonly Finding[];
}

/** Compares both sides. @param start the base where the branch began, with the config of `now` */
export async function branchOf(
  start: Base,
  now: Base,
  sides: { readonly before: Scope; readonly after: Scope },
  gate: Pick<Gate, 'touched' | 'renamed'>,
  rules: readonly Rule[],
): Promise<Branch> {
  const weakening = await weakeningOf(start, now);
  const { config: judge } = weakening.then;
  const touched = touchedCards(sides.before.byPath, sides.after.byPath, gate);
  const bumps = bumpsIn(touched, sides.after, rules, judge);
  const claims = claimsIn(touched, judge.people);
  const unflagged = unflaggedIn(touched, sides.after, rules, judge);
  const silenced = weakening.began ? newComments(touched, judge) : [];
  const ruleNames = new Set(rules.map(({ name }) => name));
  return {
    weakening,
    silenced,
    bumps,
    claims,
    unflagged,
    findings: [
      ...[...weakening.findings, ...silenced].filter(({ problem }) => ruleNames.has(problem.rule)),
      ...bumps.map(({ finding }) => finding),
      ...unflagged,
      ...bulkIn(claims, sides.after, rules, judge),
    ],
  };
}
