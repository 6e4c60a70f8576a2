/** The rules over the cards of a base → findings. */
import type { Problem, Severity } from '../card/card.js';
import type { Config } from '../config.js';
import type { CardFacts } from './facts.js';
import { byPlace, type Finding } from './finding.js';
import type { OptionValues, Rule } from './rule.js';
import { RULES } from './rules/index.js';
import type { Scope } from './scope.js';

export interface LintOptions {
  /** Only these rules; default all. */
  readonly rules?: readonly Rule[];
  /** The run is about what a branch brings: `sinceSeverity` holds. */
  readonly since?: boolean;
  /** Findings that the caller has made for rules of `surface`, and problems of files that are no cards (`_kb.yaml`). */
  readonly extra?: readonly Finding[];
}

export interface LintResult {
  /** Sorted by place. */
  readonly findings: readonly Finding[];
  /** How many findings comments in the cards have silenced. */
  readonly suppressed: number;
}

/** Runs the rules with the severities and options of the config. */
export function lint(scope: Scope, options: LintOptions = {}): LintResult {
  const { rules = RULES, since = false, extra = [] } = options;
  const active = new Map(
    rules
      .map((rule) => activeRule(rule, scope.config, since))
      .filter((each) => each.severity !== 'off')
      .map((each) => [each.rule.name, each]),
  );
  const findings: Finding[] = [];
  let suppressed = 0;
  const add = (path: string, problem: Problem, facts?: CardFacts): void => {
    const severity = active.get(problem.rule)?.fixed ?? problem.severity;
    if (facts && isSuppressed(facts, problem)) suppressed += 1;
    else findings.push({ path, problem: severity === problem.severity ? problem : { ...problem, severity } });
  };
  const checks = [...active.values()].flatMap((each) =>
    typeof each.rule.check === 'function' ? [{ ...each, check: each.rule.check }] : [],
  );
  for (const facts of scope.cards) {
    const { path, problems } = facts.card;
    for (const problem of problems) if (active.has(problem.rule)) add(path, problem, facts);
    for (const { rule, severity, values, check } of checks) {
      for (const complaint of check(facts, scope, values)) {
        // Sorted out above: no rule that is off gets here.
        add(path, { severity: severity as Severity, ...complaint, rule: rule.name }, facts);
      }
    }
  }
  for (const { path, problem } of extra) {
    if (active.has(problem.rule)) add(path, problem, scope.byPath.get(path));
  }
  return { findings: findings.sort(byPlace), suppressed };
}

interface ActiveRule {
  readonly rule: Rule;
  readonly severity: Severity | 'off';
  /** The severity that the config or the kind of run sets for every complaint, whatever its own is. */
  readonly fixed: Severity | undefined;
  readonly values: OptionValues;
}

function activeRule(rule: Rule, { rules }: Config, since: boolean): ActiveRule {
  const setting = rules.get(rule.name);
  const chosen = setting?.severity ?? null;
  // What a team sets to less than the rule's own is not raised again by --since.
  const forced = since && chosen !== 'off' && chosen !== 'info' ? rule.sinceSeverity : undefined;
  const severity = forced ?? chosen ?? rule.severity;
  const defaults = Object.entries(rule.options ?? {}).map(([key, spec]) => [key, spec.default] as const);
  return {
    rule,
    severity,
    fixed: forced ?? (chosen === null || chosen === 'off' ? undefined : chosen),
    values: { ...Object.fromEntries(defaults), ...setting?.options } as OptionValues,
  };
}

export function isSuppressed({ suppressions }: CardFacts, { rule, line }: Problem): boolean {
  return suppressions.some(
    ({ rules, covers, reason }) =>
      reason !== '' && rules.includes(rule) && (covers === null || covers === (line ?? 1)),
  );
}
