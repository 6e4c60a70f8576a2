/** Which rules a user means by their names. */
import { nearest } from '../card/nearest.js';
import { KbError } from '../errors.js';
import type { Rule } from './rule.js';
import { RULES } from './rules/index.js';

/**
 * All rules, or those of the names, of which one text may hold several with commas. One that is off until a team asks for it
 * then runs. Throws KbError `usage`.
 */
export function rulesNamed(names: readonly string[] | undefined): readonly Rule[] {
  if (names === undefined) return RULES;
  return names
    .flatMap((text) => text.split(','))
    .map(ruleNamed)
    .map((rule) => (rule.severity === 'off' ? { ...rule, severity: 'warning' } : rule));
}

/** Throws KbError `usage` where there is none of that name. */
export function ruleNamed(name: string): Rule {
  const rule = RULES.find((each) => each.name === name);
  if (rule) return rule;
  const near = nearest(name, new Set(RULES.map((each) => each.name)));
  const hint = near === undefined ? 'kb lint --rules lists them' : `did you mean ${near}?`;
  throw new KbError('usage', `there is no rule “${name}”`, hint);
}
