/** Runs the lint rules over the cards of a base. */
import type { Problem, Severity } from '../card/card.js';
import type { Config } from '../config.js';
import { byPlace, type Finding } from './finding.js';
import type { Complaint, OptionValues, Rule } from './rule.js';
import { RULES } from './rules/index.js';
import type { Scope } from './scope.js';
import { redacted } from './secrets.js';
import { Silences, SUPPRESSION } from './silences.js';

export interface LintOptions {
  /** Only these rules; all by default. */
  readonly rules?: readonly Rule[];
  /** Whether the run judges a branch, so that `sinceSeverity` applies. */
  readonly since?: boolean;
  /**
   * Findings that the caller provides for rules with check `surface`, and problems of files that are not cards (`_kb.yaml`).
   * One with severity `info` keeps it whatever the config says, because it is nobody's mistake: a slow machine, or a server
   * that redirects.
   */
  readonly extra?: readonly Finding[];
}

/** Maximum number of findings reported per rule and card; nobody reads more, and a hostile card can have a hundred thousand. */
const MOST_ALIKE = 100;

export interface LintResult {
  /** Sorted by place. */
  readonly findings: readonly Finding[];
  /** Number of findings that comments in cards ignore. */
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
  /** Path → rule → number of findings. */
  const counts = new Map<string, Map<string, number>>();
  const hasSecret = (path: string): boolean => (scope.byPath.get(path)?.secrets.length ?? 0) > 0;
  const silences = new Map(
    scope.cards
      .filter(({ suppressions }) => suppressions.length > 0)
      .map(({ card, suppressions }) => [card.path, new Silences(suppressions)]),
  );
  const add = (path: string, problem: Problem, isRemark = false): void => {
    const fixed = isRemark ? undefined : active.get(problem.rule)?.fixed;
    const severity = fixed ?? problem.severity;
    if (silences.get(path)?.covers(problem)) {
      suppressed += 1;
      return;
    }
    const reported = counts.get(path)?.get(problem.rule) ?? 0;
    counts.set(path, (counts.get(path) ?? new Map<string, number>()).set(problem.rule, reported + 1));
    if (reported >= MOST_ALIKE) return;
    // A message may quote a tag or a link that contains a secret.
    const message = hasSecret(path) ? redacted(problem.message) : problem.message;
    findings.push({ path, problem: { ...problem, severity, message } });
  };
  const complain = ({ rule, severity }: ActiveRule, path: string, complaint: Complaint): void => {
    // Safe cast: rules that are off were removed above.
    add(path, { severity: severity as Severity, ...complaint, rule: rule.name });
  };
  const checks = [...active.values()].flatMap((each) =>
    typeof each.rule.check === 'function' ? [{ each, check: each.rule.check }] : [],
  );
  for (const facts of scope.cards) {
    const { path, problems } = facts.card;
    for (const problem of problems) if (active.has(problem.rule)) add(path, problem);
    for (const { each, check } of checks) {
      for (const complaint of check(facts, scope, each.values)) complain(each, path, complaint);
    }
  }
  for (const { path, problem } of extra) {
    if (active.has(problem.rule)) add(path, problem, problem.severity === 'info');
  }
  const judge = active.get(SUPPRESSION);
  if (judge) {
    const known = new Set(RULES.map(({ name }) => name));
    // Rules with check `surface` are left out: whether their findings are provided depends on the run.
    const ran = new Set([...active.values()].filter(isCertain).map(({ rule }) => rule.name));
    for (const [path, each] of silences) {
      for (const complaint of each.complaints(known, ran)) complain(judge, path, complaint);
    }
  }
  return { findings: findings.sort(byPlace), suppressed };
}

interface ActiveRule {
  readonly rule: Rule;
  readonly severity: Severity | 'off';
  /** The severity that the config or the kind of run sets for all complaints, overriding their own. */
  readonly fixed: Severity | undefined;
  readonly values: OptionValues;
}

function activeRule(rule: Rule, { rules }: Config, since: boolean): ActiveRule {
  const setting = rules.get(rule.name);
  const chosen = setting?.severity ?? null;
  // `--since` does not override a config that sets the rule to `off` or `info`.
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

function isCertain({ rule }: ActiveRule): boolean {
  return rule.check !== 'surface';
}
