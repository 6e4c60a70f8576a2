/** Resolves the rule names that a user types. */
import { nearest } from '../card/nearest.js';
import { KbError } from '../errors.js';
import type { Rule } from './rule.js';
import { RULES } from './rules/index.js';

/**
 * Returns all rules, or only the named ones; each text may hold several names, separated by commas. A named rule that is off
 * by default runs as a warning. Throws `KbError` (`usage`) if a name is unknown.
 */
export function rulesNamed(names: readonly string[] | undefined): readonly Rule[] {
  if (names === undefined) return RULES;
  return names
    .flatMap((text) => text.split(','))
    .map(ruleNamed)
    .map((rule) => (rule.severity === 'off' ? { ...rule, severity: 'warning' } : rule));
}

/** Throws `KbError` (`usage`) if there is no rule with that name. */
export function ruleNamed(name: string): Rule {
  const rule = RULES.find((each) => each.name === name);
  if (rule) return rule;
  const near = nearest(name, new Set(RULES.map((each) => each.name)));
  const hint = near === undefined ? 'kb lint --rules lists them' : `did you mean ${near}?`;
  throw new KbError('usage', `there is no rule “${name}”`, hint);
}
