/**
 * Format `github`: annotations for the lines of a pull request as workflow commands, all findings in the step summary, how
 * many count in the step's outputs. What a card had before stands in the summary alone: nobody who reviews the lines of a
 * branch is to be led to it.
 */
import { SEVERITIES, type Finding } from '../../lint/finding.js';
import { annotation } from '../annotation.js';
import { markdownPage } from './markdown.js';
import type { FindingsFormat, ReportInputs } from './report.js';

/** GitHub shows so many of a level for a step, and drops the others without a word. */
const MOST_OF_A_LEVEL = 10;
/** Bytes; GitHub refuses a summary of more than 1 MiB, and other commands of the step may have written to it. */
const LONGEST_SUMMARY = 1_000_000;

const LEVELS = { error: 'error', warning: 'warning', info: 'notice' } as const;

export const github: FindingsFormat = {
  name: 'github',
  answer: ({ findings }, inputs) => {
    // What a branch does to the gate itself must not drown.
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
