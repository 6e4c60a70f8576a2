/** One run of the linter over a base: the rules, what a branch brings, the baseline, the fixes. */
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
import { leadsIn, type Leads } from '../../lint/targets.js';
import { optionsOf } from '../../lint/setting.js';
import type { Progress } from '../../progress.js';
import { writeAtomic } from '../../repo/atomic.js';
import { lstatOf, readText } from '../../repo/open.js';
import { rewriteCard } from '../../repo/rewrite.js';

export interface RunOptions {
  /** Rules to run. */
  readonly rules: readonly Rule[];
  /** A commit's name: only what was brought since the branch left it counts. Null: everything does. */
  readonly since: string | null;
  /** Whether a card counts. */
  readonly covers: (path: string) => boolean;
  /** All cards and all rules are in the run: what the baseline has and nobody finds is mended. */
  readonly whole: boolean;
  /** What the baseline has does not count. */
  readonly baseline: boolean;
  /** Told while the style of cards is checked, which only runs where a team asks for it. */
  readonly progress: Progress;
  /** Findings from outside of the base, in a plain run; they are never part of a baseline or of what a branch brings. */
  readonly external?: readonly Finding[];
}

export interface Run {
  readonly cards: readonly CardFacts[];
  /** What counts, sorted by place. */
  readonly findings: readonly Finding[];
  /** With `since`: what a touched card had before. */
  readonly known: readonly Finding[];
  /** How many the baseline has. */
  readonly baselined: number;
  /** How many findings of the baseline are found no more. */
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
  // A name that git does not know is told before the base is read.
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
    return { ...run, findings: [...verdict.brought, ...ofBranch].sort(byPlace), known: verdict.known };
  }
  const baseline = options.baseline ? readBaseline(base.repo.root) : null;
  if (baseline === null) return run;
  const counted = unknownTo(baseline, findings, pathsOf(cards));
  const baselined = findings.length - counted.length;
  const gone = options.whole ? sizeOf(baseline) - baselined : 0;
  return { ...run, findings: counted, baselined, gone };
}

interface CheckOptions extends Pick<RunOptions, 'rules' | 'progress'> {
  /** Whether rules have the severities that they have for a branch. */
  readonly ofBranch: boolean;
  readonly external?: readonly Finding[];
}

/** All that is wrong with a base, whoever is to blame. */
export async function check(
  base: Base,
  { rules, ofBranch, progress, external = [] }: CheckOptions,
): Promise<
  LintResult & { readonly cards: readonly CardFacts[]; readonly leads: Leads; readonly scope: Scope }
> {
  const { scope, extra } = await inspect(base);
  const style = await styleOf(base, rules, progress);
  const result = lint(scope, { rules, since: ofBranch, extra: [...extra, ...style, ...external] });
  return { ...result, cards: scope.cards, leads: leadsIn(scope), scope };
}

async function styleOf(base: Base, rules: readonly Rule[], progress: Progress): Promise<readonly Finding[]> {
  if (optionsOf(markdownStyle, rules, base.config) === null) return [];
  const { styleFindings } = await import('./style-rules.js');
  return styleFindings(base, rules, progress);
}

/** A mended line may show what else is wrong with it; after so many rounds the next run goes on. */
const MOST_ROUNDS = 8;

/**
 * What of the cards can be mended; writes nothing.
 * @param covers whether a card is to be mended
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
  let mended = base;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { cards } = await mended.cards();
    const more = fixesOf(
      cards.filter(({ path: file }) => covers(file)),
      isOn,
    );
    if (more.length === 0) break;
    fixes = joined(fixes, more);
    mended = base.over(new Map(fixes.map(({ path: file, after }) => [file, after])));
  }
  return fixes;
}

/** Writes the mended cards, each whole or not at all, and opens the base as it is then. */
export async function applyFixes(base: Base, fixes: readonly Fix[]): Promise<Base> {
  for (const { path: file, before, after } of fixes) await rewriteCard(base.repo, file, before, after);
  return base.over(new Map());
}

/**
 * Makes the baseline of all that is found, or takes out of the one that is there what is found no more; nothing is ever
 * added to it. Returns the run as it is with this baseline, and how many findings the old one had; null where there was none.
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

/** Null where there is none. Throws KbError `config` where it cannot be read. */
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
