/** Runs the linter over a base: the rules, the problems that a branch introduces, the baseline, the fixes. */
import path from 'node:path';
import type { Base } from '../base.js';
import { KbError } from '../../errors.js';
import { inspect } from './inspection.js';
import {
  BASELINE_FILE,
  baselineOf,
  formatBaseline,
  LONGEST_BASELINE,
  lowered,
  parseBaseline,
  sizeOf,
  unknownTo,
  type Baseline,
} from '../../lint/baseline.js';
import type { CardFacts } from '../../lint/facts.js';
import { byPlace, type Finding } from '../../lint/finding.js';
import { fixesOf, joined, type Fix } from '../../lint/fix.js';
import { lint, type LintResult } from '../../lint/lint.js';
import type { Rule } from '../../lint/rule.js';
import { markdownStyle } from '../../lint/rules/markdown-style.js';
import type { Scope } from '../../lint/scope.js';
import { linkResolver, type ResolveLink } from '../../lint/targets.js';
import { optionsOf } from '../../lint/setting.js';
import type { Progress } from '../../progress.js';
import { writeAtomic } from '../../repo/atomic.js';
import { lstatOf, readText } from '../../repo/open.js';
import { rewriteCard } from '../../repo/rewrite.js';

export interface RunOptions {
  /** Rules to run. */
  readonly rules: readonly Rule[];
  /** A ref: only problems introduced since the branch left it count. Null: all count. */
  readonly since: string | null;
  /** Whether the card at a path counts. */
  readonly covers: (path: string) => boolean;
  /** Whether the run has all cards and all rules, so that problems in the baseline that are not found must be fixed. */
  readonly whole: boolean;
  /** Whether problems in the baseline do not count. */
  readonly baseline: boolean;
  /** Called while the style of cards is checked, which is off unless the config turns it on. */
  readonly progress: Progress;
  /** Findings about external links. A run with them must neither have `since` nor update the baseline. */
  readonly external?: readonly Finding[];
}

export interface Run {
  readonly cards: readonly CardFacts[];
  /** The findings that count, sorted by place. */
  readonly findings: readonly Finding[];
  /** With `since`: other findings on the cards that the branch touches. */
  readonly known: readonly Finding[];
  /** How many findings are in the baseline. */
  readonly baselined: number;
  /** How many findings of the baseline have been fixed; 0 unless `whole`. */
  readonly gone: number;
  /** How many are silenced by comments in cards. */
  readonly suppressed: number;
}

export async function runLint(base: Base, options: RunOptions): Promise<Run> {
  const run = await wholeRun(base, options);
  const only = (findings: readonly Finding[]): Finding[] =>
    findings.filter(({ path: file }) => options.covers(file));
  return {
    ...run,
    cards: run.cards.filter(({ card }) => options.covers(card.path)),
    findings: only(run.findings),
    known: only(run.known),
  };
}

async function wholeRun(base: Base, options: RunOptions): Promise<Run> {
  // First, so that a ref that git does not know is reported before the base is read.
  const start =
    options.since === null ? null : await (await import('../branch/since.js')).startOf(base, options.since);
  const checking = { ...options, ofBranch: start !== null };
  const now = await check(base, checking);
  const { cards, findings, suppressed } = now;
  const run = { cards, findings, known: [], baselined: 0, gone: 0, suppressed };
  if (start !== null) {
    const { gate } = await import('../../lint/gate.js');
    const before = await check(start, checking);
    const verdict = gate(before, { cards, findings }, base.config.rules);
    const { branchOf } = await import('../branch/branch.js');
    const sides = { before: before.scope, after: now.scope };
    const { findings: ofBranch } = await branchOf(start, base, sides, verdict, options.rules);
    return { ...run, findings: [...verdict.introduced, ...ofBranch].sort(byPlace), known: verdict.known };
  }
  const baseline = options.baseline ? readBaseline(base.repo.root) : null;
  if (baseline === null) return run;
  const counted = unknownTo(baseline, findings, pathsOf(cards));
  const baselined = findings.length - counted.length;
  const gone = options.whole ? sizeOf(baseline) - baselined : 0;
  return { ...run, findings: counted, baselined, gone };
}

interface CheckOptions extends Pick<RunOptions, 'rules' | 'progress'> {
  /** Whether rules have their severities for a branch. */
  readonly ofBranch: boolean;
  readonly external?: readonly Finding[];
}

/** Returns all problems of a base, wherever they come from. */
export async function check(
  base: Base,
  { rules, ofBranch, progress, external = [] }: CheckOptions,
): Promise<
  LintResult & {
    readonly cards: readonly CardFacts[];
    readonly resolveLink: ResolveLink;
    readonly scope: Scope;
  }
> {
  const { scope, extra } = await inspect(base);
  const style = await styleOf(base, rules, progress);
  const result = lint(scope, { rules, since: ofBranch, extra: [...extra, ...style, ...external] });
  return { ...result, cards: scope.cards, resolveLink: linkResolver(scope), scope };
}

async function styleOf(base: Base, rules: readonly Rule[], progress: Progress): Promise<readonly Finding[]> {
  if (optionsOf(markdownStyle, rules, base.config) === null) return [];
  const { styleFindings } = await import('./style-rules.js');
  return styleFindings(base, rules, progress);
}

/** Most rounds of fixes, because a fixed line may show another problem; the next run does the rest. */
const MOST_ROUNDS = 8;

/**
 * Returns the fixes for the cards; writes nothing.
 * @param covers whether to fix the card at a path
 */
export async function planFixes(
  base: Base,
  rules: readonly Rule[],
  covers: (path: string) => boolean,
): Promise<Fix[]> {
  const isOn = (name: string): boolean => {
    const rule = rules.find((each) => each.name === name);
    return rule !== undefined && optionsOf(rule, rules, base.config) !== null;
  };
  let fixes: Fix[] = [];
  let fixedBase = base;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { cards } = await fixedBase.cards();
    const more = fixesOf(
      cards.filter(({ path: file }) => covers(file)),
      isOn,
    );
    if (more.length === 0) break;
    fixes = joined(fixes, more);
    fixedBase = base.over(new Map(fixes.map(({ path: file, after }) => [file, after])));
  }
  return fixes;
}

/** Writes the fixed cards, each whole or not at all, and returns a fresh copy of the base. */
export async function applyFixes(base: Base, fixes: readonly Fix[]): Promise<Base> {
  for (const { path: file, before, after } of fixes) await rewriteCard(base.repo, file, before, after);
  return base.over(new Map());
}

/**
 * Creates a baseline of all findings, or removes the fixed ones from the existing baseline; never adds to it.
 * Returns the run with this baseline, and how many findings the old one had; null if there was none.
 * @param run of the whole base by all rules, without a baseline
 */
export async function updateBaseline(
  base: Base,
  run: Run,
): Promise<{ readonly run: Run; readonly before: number | null }> {
  const old = readBaseline(base.repo.root);
  const cards = pathsOf(run.cards);
  const now = old === null ? baselineOf(run.findings) : lowered(old, run.findings, cards);
  await writeAtomic(path.join(base.repo.root, BASELINE_FILE), Buffer.from(formatBaseline(now)));
  const findings = unknownTo(now, run.findings, cards);
  return { run: { ...run, findings, baselined: sizeOf(now) }, before: old && sizeOf(old) };
}

function pathsOf(cards: readonly CardFacts[]): ReadonlySet<string> {
  return new Set(cards.map(({ card }) => card.path));
}

/** Returns null if there is no baseline. Throws KbError `config` if it cannot be read. */
function readBaseline(root: string): Baseline | null {
  const file = path.join(root, BASELINE_FILE);
  const text = readText(file, LONGEST_BASELINE, 'refuse');
  if (text !== null) return parseBaseline(text);
  if (lstatOf(file) === undefined) return null;
  throw new KbError(
    'config',
    `${file} cannot be read: it must be a file of at most ${LONGEST_BASELINE / 1024 / 1024} MiB, and not a link`,
  );
}
