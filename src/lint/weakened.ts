/**
 * Finds changes by which a branch weakens the checks that it must pass: compares the config and the baseline with those at
 * the start of the branch.
 */
import type { Config } from '../config.js';
import { BASELINE_FILE, type Baseline } from './baseline.js';
import { SEVERITIES, type Finding } from './finding.js';
import { RULES } from './rules/index.js';
import { gateWeakened } from './rules/gate-weakened.js';
import type { Rule } from './rule.js';
import { shown } from './targets.js';
import { counted } from '../text/counted.js';
import { intervalText } from './weakened-folders.js';

/** What one side of a branch is judged by. */
export interface Judges {
  readonly config: Config;
  readonly baseline: Baseline;
}

export interface Change {
  readonly before: Judges;
  readonly after: Judges;
  /** Paths of cards that the globs of the branch leave out of the base. */
  readonly left: readonly string[];
  /** Name of the config. */
  readonly file: string;
  /** The old path of the config, if it has moved. */
  readonly from: string | null;
  /** Path of a schema or a `_kb.yaml` → how the branch weakens it. */
  readonly files: ReadonlyMap<string, string>;
}

/** Maximum number of cards to name; the others are counted. */
const NAMED = 2;

/** Returns one finding for each weakening, with the severity from the config at the start of the branch. */
export function weakenings({ before, after, left, file, from, files }: Change): Finding[] {
  const rule = gateWeakened.name;
  const severity = severityIn(before.config, gateWeakened);
  if (severity === 'off') return [];
  const at = (path: string, message: string): Finding => ({
    path,
    problem: { rule, severity, message, line: 1, column: 1 },
  });
  const more = growth(before.baseline, after.baseline);
  const moved = from === null ? [] : [`the config was ${from}: everything in that folder is judged again`];
  return [
    ...[
      ...moved,
      ...cardsOut(left),
      ...RULES.flatMap((each) => ofRule(each, before.config, after.config)),
    ].map((message) => at(file, message)),
    ...ofSettings(before.config, after.config).map((message) => at(file, message)),
    ...(more === 0
      ? []
      : [at(BASELINE_FILE, `${counted(more, 'problem')} more than at the start of the branch`)]),
    ...[...files].map(([path, message]) => at(path, message)),
  ];
}

function cardsOut(left: readonly string[]): string[] {
  if (left.length === 0) return [];
  const [names, more] = [left.slice(0, NAMED).join(', '), left.length - NAMED];
  const who = left.length === 1 ? '1 card leaves' : `${left.length} cards leave`;
  return [`${who} the base: ${names}${more > 0 ? ` and ${more} more` : ''}`];
}

function ofRule(rule: Rule, before: Config, after: Config): string[] {
  const { name, options = {} } = rule;
  const [was, is] = [severityIn(before, rule), severityIn(after, rule)];
  if (weight(is) < weight(was)) return [`${name} was ${was} and is ${is}`];
  if (is === 'off') return [];
  const [broken, now] = [brokenIn(before, rule), brokenIn(after, rule)];
  const messages =
    weight(now) < weight(broken) ? [`${name} for what a branch breaks was ${broken} and is ${now}`] : [];
  const option = (config: Config, key: string): unknown =>
    config.rules.get(name)?.options[key] ?? options[key]?.default;
  const other = Object.keys(options).flatMap((key) =>
    difference(`${name}: ${key}`, option(before, key), option(after, key)),
  );
  return [...messages, ...(was === 'off' ? [] : other)];
}

type Level = Rule['severity'];

function severityIn({ rules }: Config, { name, severity }: Rule): Level {
  return rules.get(name)?.severity ?? severity;
}

function brokenIn({ rules }: Config, { name, severity, brokenSeverity }: Rule): Level {
  return rules.get(name)?.severity ?? brokenSeverity ?? severity;
}

function weight(level: Level): number {
  return level === 'off' ? 0 : SEVERITIES.length - SEVERITIES.indexOf(level);
}

function ofSettings(before: Config, after: Config): string[] {
  const [was, is] = [before.defaults, after.defaults];
  return [
    ...(after.warn < before.warn ? [`warn was ${before.warn} and is ${after.warn}`] : []),
    ...difference('timezone', before.timezone, after.timezone),
    ...difference('dialect', before.dialect, after.dialect),
    ...[...new Set([...before.fields.keys(), ...after.fields.keys()])].flatMap((field) =>
      difference(`fields: ${field}`, before.fields.get(field), after.fields.get(field)),
    ),
    ...difference('defaults: verify-every', intervalText(was.verifyEvery), intervalText(is.verifyEvery)),
    ...difference('defaults: owner', was.owner, is.owner),
    ...difference('defaults: audience', was.audience, is.audience),
    ...(before.tags !== null && after.tags === null ? ['tags was a list, and any tag is allowed'] : []),
  ];
}

function difference(name: string, before: unknown, after: unknown): string[] {
  const [was, is] = [textOf(before), textOf(after)];
  return was === is ? [] : [`${name} was ${shown(was)} and is ${shown(is)}`];
}

function textOf(value: unknown): string {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return 'none';
  return typeof value === 'string' ? value : Array.isArray(value) ? value.join(', ') : JSON.stringify(value);
}

/** Number of findings added to the baseline, regardless of path, because a renamed card takes its findings along. */
function growth(before: Baseline, after: Baseline): number {
  const known = countsOf(before);
  return [...countsOf(after)]
    .map(([key, count]) => Math.max(0, count - (known.get(key) ?? 0)))
    .reduce((sum, count) => sum + count, 0);
}

function countsOf(baseline: Baseline): Map<string, number> {
  const counts = new Map<string, number>();
  for (const known of baseline.values()) {
    for (const [key, count] of known) counts.set(key, (counts.get(key) ?? 0) + count);
  }
  return counts;
}
