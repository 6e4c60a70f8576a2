/** What the config makes of a rule that needs more than a scope: whether it is on, and its options. */
import type { Severity } from '../card/card.js';
import type { Config } from '../config.js';
import type { OptionValues, Rule } from './rule.js';

/** The options of a rule, each of the type of its default; null where it is off, or not among the rules of the run. */
export function optionsOf(
  { name, options = {} }: Rule,
  rules: readonly Rule[],
  config: Config,
): OptionValues | null {
  const run = rules.find((rule) => rule.name === name);
  const setting = config.rules.get(name);
  if (!run || (setting?.severity ?? run.severity) === 'off') return null;
  const defaults = Object.entries(options).map(([key, spec]) => [key, spec.default] as const);
  return { ...Object.fromEntries(defaults), ...setting?.options } as OptionValues;
}

/** The severity that the config sets for a rule that is on; null where it sets none. */
export function severitySet({ name }: Rule, { rules }: Config): Severity | null {
  const set = rules.get(name)?.severity ?? null;
  return set === 'off' ? null : set;
}
