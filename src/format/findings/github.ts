/** Format `github`: annotations for the lines of a pull request as workflow commands, all findings in the step summary. */
import { SEVERITIES, type Finding } from '../../lint/finding.js';
import { disarm, safe } from '../escape.js';
import { markdownPage } from './markdown.js';
import type { FindingsFormat, Surroundings } from './report.js';

/** GitHub shows so many of a level for a step, and drops the others without a word. */
const MOST_OF_A_LEVEL = 10;
/** Bytes; GitHub refuses a summary of more than 1 MiB, and other commands of the step may have written to it. */
const LONGEST_SUMMARY = 1_000_000;

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const;

export const github: FindingsFormat = {
  name: 'github',
  answer: ({ findings, known }, surroundings) => {
    const levels = SEVERITIES.map((level) => findings.filter(({ problem }) => problem.severity === level));
    const [errors = [], warnings = [], infos = []] = levels;
    const notes = known.map(asNote);
    const shown = [errors, warnings, [...infos, ...notes]].flatMap((list) => list.slice(0, MOST_OF_A_LEVEL));
    const left = findings.length + known.length - shown.length;
    const lines = shown.map((each) => annotation(each, surroundings));
    if (left > 0) lines.push(`${left} more in the summary of the job; kb lint lists them all`);
    return lines.map((line) => `${line}\n`).join('');
  },
  stepSummary: (report, surroundings) => markdownPage(report, surroundings, LONGEST_SUMMARY),
};

function asNote({ path, problem }: Finding): Finding {
  const message = `${problem.message} (this card had it before)`;
  return { path, problem: { ...problem, severity: 'info', message } };
}

/** `::error file=cards/a.md,line=3,col=1,title=kb expired::message` */
function annotation({ path, problem }: Finding, { prefix }: Surroundings): string {
  const { severity, line, column, rule, message } = problem;
  const properties = [
    ['file', prefix + path],
    ['line', line],
    ['col', line === undefined ? undefined : column],
    ['title', `kb ${rule}`],
  ] as const;
  const list = properties.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${property(String(value))}`],
  );
  return `::${COMMANDS[severity]} ${list.join(',')}::${data(message)}`;
}

/** What the runner decodes again stays whole, so that the file is found; the rest is drawn as everywhere. */
function property(text: string): string {
  return visible(encoded(text).replaceAll(':', '%3A').replaceAll(',', '%2C'));
}

function data(text: string): string {
  return visible(encoded(safe(text)));
}

function encoded(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function visible(text: string): string {
  return disarm(safe(text));
}
