/** `kb issues sync` in GitHub Actions: the job summary, the step's outputs, and annotations for what needs attention. */
import { annotation } from '../annotation.js';
import { webAddress } from '../link.js';
import { asOne, codeSpan, quoted } from '../quote.js';
import { counts, totals, undone, type SyncReport } from './report.js';

/** Maximum rows of the table: GitHub rejects a summary of more than 1 MiB. */
const MOST_ROWS = 500;
/** Maximum characters of the message that ended the run, which includes what to do. */
const LONGEST_REASON = 1000;
/** GitHub shows at most this many annotations of a level per step. */
const MOST_ANNOTATIONS = 10;

/** Returns Markdown. @param stopped the message that ended the run early; null if it ran to its end */
export function syncSummary(report: SyncReport, stopped: string | null): string {
  const { dryRun, planned, done, repository } = report;
  const carriedOut = new Map(done.map((each) => [each.step, each]));
  const steps = dryRun ? planned : done.map(({ step }) => step);
  const rows = steps.slice(0, MOST_ROWS).map((step) => {
    const result = carriedOut.get(step);
    const number = result?.number ?? ('issue' in step ? step.issue.number : null);
    const url = result?.url ?? ('issue' in step ? step.issue.url : null);
    const address = url === null ? null : webAddress(url);
    const name = number === null ? '' : `#${number}`;
    const issue = address === null ? name : `[${name}](<${address.replace(/[<>]/g, encodeURIComponent)}>)`;
    const why = [step.reason, result?.remark].filter((text) => text != null).join('; ');
    return `| ${step.do} | ${issue} | ${asOne(step.title)} | ${quoted(why)} |\n`;
  });
  const more = steps.length - rows.length;
  const remarks = report.remarks.map(({ card, issue, why }) => {
    const about = [issue === null ? '' : `#${issue}`, card === null ? '' : codeSpan(card)];
    const named = about.filter((part) => part !== '').join(' ');
    return `- ${named === '' ? '' : `${named}: `}${quoted(why)}\n`;
  });
  const left = undone(report);
  return [
    `## kb issues: ${totals(report)}\n`,
    `\nIn ${codeSpan(repository)}${dryRun ? '. A dry run: nothing was written' : ''}.\n`,
    stopped === null
      ? ''
      : `\n**Stopped**: ${quoted(stopped, LONGEST_REASON)}${left > 0 ? `; ${left} not done` : ''}\n`,
    rows.length === 0 ? '' : `\n| what | issue | title | why |\n| --- | --- | --- | --- |\n${rows.join('')}`,
    more > 0 ? `\n… and ${more} more.\n` : '',
    remarks.length === 0 ? '' : `\n### Needs attention\n\n${remarks.slice(0, MOST_ROWS).join('')}`,
  ].join('');
}

/** The job summary of a run that ended before it had a plan. */
export function stopSummary(stopped: string): string {
  return `## kb issues: nothing was written\n\n**Stopped**: ${quoted(stopped, LONGEST_REASON)}\n`;
}

/** Why the run ended early, as an error annotation. */
export function stopAnnotation(stopped: string): string {
  return `${annotation('error', [['title', 'kb issues']], stopped)}\n`;
}

/** Lines for the file with the outputs of the step. */
export function syncOutputs(report: SyncReport): string {
  const { create, update, reopen, close } = counts(report);
  const outputs = {
    created: create,
    updated: update,
    reopened: reopen,
    closed: close,
    left: report.left.length,
  };
  return Object.entries(outputs)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** The remarks of the run, as warning annotations. */
export function syncAnnotations({ remarks, done }: SyncReport): string {
  const texts = [
    ...remarks.map(({ card, issue, why }) => [named(card, issue), why] as const),
    ...done.flatMap(({ step, number, remark }) =>
      remark === null ? [] : [[named(step.card, number), remark] as const],
    ),
  ];
  return texts
    .slice(0, MOST_ANNOTATIONS)
    .map(
      ([name, why]) =>
        `${annotation('warning', [['title', 'kb issues']], name === '' ? why : `${name}: ${why}`)}\n`,
    )
    .join('');
}

function named(card: string | null, issue: number | null): string {
  return [card, issue === null ? null : `#${issue}`].filter((part) => part !== null).join(' ');
}
