/** Which rules a user means by their names. */
import { nearest } from '../card/nearest.js';
import { KbError } from '../errors.js';
import type { Rule } from './rule.js';
import { RULES } from './rules/index.js';

/** All rules, or those of the names: one that is off until a team asks for it then runs. Throws KbError `usage`. */
export function rulesNamed(names: readonly string[] | undefined): readonly Rule[] {
  if (names === undefined) return RULES;
  const known = new Map(RULES.map((rule) => [rule.name, rule]));
  return names.map((name) => {
    const rule = known.get(name);
    if (rule) return rule.severity === 'off' ? { ...rule, severity: 'warning' } : rule;
    const near = nearest(name, new Set(known.keys()));
    throw new KbError(
      'usage',
      `there is no rule “${name}”`,
      near === undefined ? 'kb lint --rules' : `kb lint --rule ${near}`,
    );
  });
}
