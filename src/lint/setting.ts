/** Looks up what the config says about a rule: whether it is on, and with what options. */
import type { Severity } from '../card/card.js';
import type { Config } from '../config.js';
import type { OptionValues, Rule } from './rule.js';

/** Returns the options of a rule, each with the type of its default; null if the rule is off or not part of the run. */
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

/** Returns the severity that the config sets for a rule; null if it sets none or `off`. */
export function severitySet({ name }: Rule, { rules }: Config): Severity | null {
  const set = rules.get(name)?.severity ?? null;
  return set === 'off' ? null : set;
}
