/** Prepares a sync: reads the issues, plans, assigns people, and returns the steps to carry out. Writes nothing. */
import { KbError } from '../errors.js';
import { markerOf } from './block.js';
import type { CardCase } from './plan/case.js';
import { foreign } from './plan/claims.js';
import { genuine } from './plan/genuine.js';
import { distinctLogins, isOneOf, type Forge, type Issue, type IssueQuery } from './forge.js';
import { isLabelled } from './labels.js';
import { plan, unsure, type PlanRules } from './plan.js';
import type { EndReport, Report } from './text/report.js';
import { assignmentOf, cached, applyCaps, type Assignment } from './plan/staff.js';
import type { Step } from './step.js';
import { alteration, closing, creation, detachment, needsReassignment } from './steps.js';
import type { Verdict } from './plan/verdict.js';

export interface SyncRules extends Omit<PlanRules, 'isOurs'> {
  /** Logins in the config whose issues are kb's own, too. */
  readonly authors: readonly string[];
  readonly newPerRun: number;
  /** Whether a path, from the root of the git work tree, belongs to another base in the same repository. */
  readonly isInOtherBase: (path: string) => boolean;
  /** Whether to take over issues that kb wrote as another login. */
  readonly adopt: boolean;
}

/** Collects what to report about these verdicts. */
export type LoadReports = (verdicts: readonly ReportedVerdict[]) => Promise<Reports>;
export type ReportedVerdict = Extract<Verdict, { do: 'create' | 'keep' | 'reopen' | 'close' }>;

export interface Reports {
  /** Returns the content of the issue's text. */
  report(verdict: Exclude<ReportedVerdict, { do: 'close' }>): Promise<Report>;
  /** Returns the content of the closing comment. */
  end(verdict: Extract<ReportedVerdict, { do: 'close' }>): Promise<EndReport>;
}

export interface Prepared {
  /** In the order in which to carry them out. */
  readonly steps: readonly Step[];
  /** Logins whose issues and comments count as kb's own. */
  readonly authors: readonly string[];
  /** Cards that get their issue in a later run. */
  readonly left: readonly { readonly card: string; readonly why: string }[];
  /** Number of open issues that need no change. */
  readonly kept: number;
  /** Cards that need an issue, but whose last one was closed by a person and stays closed. */
  readonly putOff: readonly { readonly card: string; readonly issue: number }[];
  /** Remarks for the user. */
  readonly remarks: readonly {
    readonly card: string | null;
    readonly issue: number | null;
    readonly why: string;
  }[];
}

/** Throws if anything cannot be read: an unseen issue must not count as missing. */
export async function prepare(
  forge: Forge,
  cards: readonly CardCase[],
  loadReports: LoadReports,
  rules: SyncRules,
): Promise<Prepared> {
  const { verdicts, authors } = await decide(forge, cards, rules);
  const canAssign = cached((login) => forge.canAssign(login));
  const { now, left } = await applyCaps(verdicts, canAssign, rules);
  const reports = await loadReports(now.filter(isReported));
  const stepOf = async (verdict: Verdict): Promise<Step | null> => {
    if (verdict.do === 'leave') return null;
    if (verdict.do === 'detach') return detachment(verdict.issue);
    if (verdict.do === 'close') return closing(verdict, await reports.end(verdict));
    const report = await reports.report(verdict);
    const ask = (): Promise<Assignment> => assignmentOf(verdict.card.candidates, canAssign);
    if (verdict.do === 'create') return creation(report, await ask(), rules);
    return alteration(
      verdict,
      { report, assignment: needsReassignment(verdict) ? await ask() : null },
      rules.today,
    );
  };
  const steps: Step[] = [];
  let kept = 0;
  for (const verdict of now) {
    const step = await stepOf(verdict);
    if (step) steps.push(step);
    else if (verdict.do === 'keep') kept += 1;
  }
  return {
    steps,
    authors,
    left: left.map(({ verdict, why }) => ({ card: verdict.card.id, why })),
    kept,
    putOff: now.flatMap((verdict) =>
      verdict.do === 'leave' && verdict.why === null && verdict.issue?.state === 'closed'
        ? [{ card: verdict.card, issue: verdict.issue.number }]
        : [],
    ),
    remarks: [
      ...unlabelled(now, rules.label).map((why) => ({ card: null, issue: null, why })),
      ...now.flatMap((verdict) =>
        verdict.do === 'leave' && verdict.why !== null
          ? [{ card: verdict.card, issue: verdict.issue?.number ?? null, why: verdict.why }]
          : [],
      ),
    ],
  };
}

/** Remarks if most issues lack the label, since the config must have changed; from a single issue, a person removed it. */
function unlabelled(verdicts: readonly Verdict[], label: string): readonly string[] {
  const kept = verdicts.filter((verdict) => verdict.do === 'keep');
  const without = kept.filter(({ issue }) => !isLabelled(issue, label)).length;
  if (kept.length < 3 || without * 2 <= kept.length) return [];
  return [
    `${without} of ${kept.length} open issues do not have the label “${label}”: kb sets it only on new ones`,
  ];
}

/** Also looks for kb's issues without its label: among open issues always, among closed ones before an issue is created. */
async function decide(
  forge: Forge,
  cards: readonly CardCase[],
  { authors: configured, adopt, isInOtherBase, ...rules }: SyncRules,
): Promise<{ verdicts: readonly Verdict[]; authors: readonly string[] }> {
  const own = await ownLogins(forge, configured);
  const list = async (query: IssueQuery): Promise<readonly Issue[]> =>
    (await forge.issues(query)).filter(({ body }) => !isInOtherBase(markerOf(body)?.path ?? ''));
  const labelled = await list({ state: 'all', label: rules.label });
  const strangers = foreign(labelled, { label: rules.label, isOurs: isOneOf(own) });
  if (strangers.length > 0 && !adopt) throw strangersFound(strangers);
  const authors = distinctLogins([...own, ...strangers.map(({ author }) => author)]);
  const planRules = { ...rules, isOurs: isOneOf(authors) };
  const listOwn = async (state: 'open' | 'closed'): Promise<Issue[]> => {
    const lists: Issue[] = [];
    for (const author of own) lists.push(...(await list({ state, author })));
    return genuine(forge, lists, rules.label);
  };
  const fetched = new Map<number, Issue | null>();
  const withClosers = async (issues: readonly Issue[]): Promise<readonly Issue[]> => {
    for (const number of unsure(issues, cards, planRules))
      if (!fetched.has(number)) fetched.set(number, await forge.issue(number));
    return issues.flatMap((issue) => (fetched.has(issue.number) ? (fetched.get(issue.number) ?? []) : issue));
  };
  let issues = await withClosers([...labelled, ...(await listOwn('open'))]);
  let verdicts = plan(issues, cards, planRules);
  if (verdicts.some((verdict) => verdict.do === 'create')) {
    issues = await withClosers([...(await listOwn('closed')), ...issues]);
    verdicts = plan(issues, cards, planRules);
  }
  return { verdicts, authors };
}

async function ownLogins(forge: Forge, configured: readonly string[]): Promise<readonly string[]> {
  const viewer = await forge.viewer();
  const logins = distinctLogins([...(viewer === null ? [] : [viewer]), ...configured]);
  if (logins.length > 0) return logins;
  throw new KbError(
    'forge',
    'GitHub does not say which login kb writes with, so kb cannot tell its own issues from those of others',
    'set that login under “issues: author:” in kb.config.yaml',
  );
}

function strangersFound(strangers: readonly Issue[]): KbError {
  const some = strangers.slice(0, 5).map(({ number, author }) => `#${number} by “${author}”`);
  const more = strangers.length > some.length ? ` and ${strangers.length - some.length} more` : '';
  return new KbError(
    'forge',
    `there are issues with kb's label and marker that were created by another login: ${some.join(', ')}${more}`,
    'take them over in this run with --adopt; to keep using them, add the login to issues: author: in kb.config.yaml; if they are not kb’s, remove the label',
  );
}

function isReported(verdict: Verdict): verdict is ReportedVerdict {
  return verdict.do !== 'leave' && verdict.do !== 'detach';
}
