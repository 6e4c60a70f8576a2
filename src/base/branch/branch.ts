/** What only both sides of a branch together tell: its gate, the days that it moves, what it claims to be verified. */
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
  /** About comments that silence rules; of rule `gate-weakened`, too. */
  readonly silenced: readonly Finding[];
  readonly bumps: readonly Bumped[];
  readonly claims: readonly Claim[];
  /** Flags that are gone or altered. */
  readonly unflagged: readonly Finding[];
  /** Of the rules about branches, among the rules of the run. */
  readonly findings: readonly Finding[];
}

/** @param start the base where the branch began, by the config of now */
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
  const asked = new Set(rules.map(({ name }) => name));
  return {
    weakening,
    silenced,
    bumps,
    claims,
    unflagged,
    findings: [
      ...[...weakening.findings, ...silenced].filter(({ problem }) => asked.has(problem.rule)),
      ...bumps.map(({ finding }) => finding),
      ...unflagged,
      ...bulkIn(claims, sides.after, rules, judge),
    ],
  };
}
