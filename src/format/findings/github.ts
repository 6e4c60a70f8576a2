/**
 * Format `github`: annotations for the lines of a pull request as workflow commands, all problems in the step summary, and
 * the counts in the step's outputs. Existing problems are only in the summary, so that they do not distract reviewers.
 */
import { SEVERITIES, type Finding } from '../../lint/finding.js';
import { annotation } from '../annotation.js';
import { markdownPage } from './markdown.js';
import type { FindingsFormat, ReportInputs } from './report.js';

/** GitHub shows at most this many annotations of a level per step, and silently drops the rest. */
const MOST_OF_A_LEVEL = 10;
/** Maximum bytes: GitHub rejects a summary of more than 1 MiB, and other commands of the step may write to it, too. */
const LONGEST_SUMMARY = 1_000_000;

const LEVELS = { error: 'error', warning: 'warning', info: 'notice' } as const;

export const github: FindingsFormat = {
  name: 'github',
  answer: ({ findings }, inputs) => {
    // A branch that weakens the checks must not go unnoticed among its other problems.
    const first = [...findings].sort((a, b) => Number(isOfGate(b)) - Number(isOfGate(a)));
    const levels = SEVERITIES.map((level) => first.filter(({ problem }) => problem.severity === level));
    const shown = levels.flatMap((list) => list.slice(0, MOST_OF_A_LEVEL));
    const left = findings.length - shown.length;
    const lines = shown.map((each) => annotated(each, inputs));
    const where = inputs.hasSummary ? ' in the job summary' : '';
    if (left > 0) lines.push(`${left} more${where}; kb lint lists them all`);
    return lines.map((line) => `${line}\n`).join('');
  },
  stepSummary: (report, inputs) => markdownPage(report, inputs, LONGEST_SUMMARY),
  stepOutputs: ({ counts: { errors, warnings } }) => `errors=${errors}\nwarnings=${warnings}\n`,
};

function isOfGate({ problem }: Finding): boolean {
  return problem.rule === 'gate-weakened';
}

function annotated({ path, problem }: Finding, { prefix }: ReportInputs): string {
  const { severity, line, column, rule, message } = problem;
  const properties = [
    ['file', prefix + path],
    ['line', line],
    ['col', line === undefined ? undefined : column],
    ['title', `kb ${rule}`],
  ] as const;
  return annotation(LEVELS[severity], properties, message);
}
