/** The result of a lint run, and the interface of the formats that print it. */
import type { Finding } from '../../lint/finding.js';
import type { Rule } from '../../lint/rule.js';
import type { Style } from '../style.js';
import { counted } from '../../text/counted.js';

export interface Report {
  /** The problems that count, sorted by place. */
  readonly findings: readonly Finding[];
  /** Problems that a touched card had before the branch: shown as notes, not counted. Empty without `--since`. */
  readonly known: readonly Finding[];
  readonly counts: Counts;
  /** Absolute path of the base. */
  readonly root: string;
  /** The ref that the run compares with, as the user wrote it; null without `--since`. */
  readonly since: string | null;
}

export interface Counts {
  readonly cards: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** Left out because they are in the baseline. */
  readonly baselined: number;
  /** Ignored by comments in cards. */
  readonly suppressed: number;
  /** Fixed by this run. */
  readonly fixed: number;
}

export interface ReportInputs {
  /** Style of the output stream. */
  readonly style: Style;
  /** The rules that ran. */
  readonly rules: readonly Rule[];
  /** Version of kb. */
  readonly version: string;
  /** The base's folder in its repository, `docs/kb/`; '' if it is the root. Paths on a forge start with it. */
  readonly prefix: string;
  /** URL of the folder with the pages of the rules, with `/` at its end; null if they are not published. */
  readonly pages: string | null;
  /** Whether CI shows a page beside the log (`stepSummary`). */
  readonly hasSummary: boolean;
}

export interface FindingsFormat {
  /** The value of `--format`. */
  readonly name: string;
  /** Returns the whole output for stdout, already escaped. */
  readonly answer: (report: Report, inputs: ReportInputs) => string;
  /** Markdown for the page that CI shows beside the log, if the format has one. At most 1 MiB. */
  readonly stepSummary?: (report: Report, inputs: ReportInputs) => string;
  /** Lines for the file with the outputs of a CI step, if the format has any. */
  readonly stepOutputs?: (report: Report) => string;
}

/** `3 errors, 2 warnings in 65 cards (12 in the baseline)` */
export function totals({ counts, known }: Report): string {
  const { cards, errors, warnings, infos, baselined, suppressed, fixed } = counts;
  const found = [some(errors, 'error'), some(warnings, 'warning'), some(infos, 'info')].filter(Boolean);
  const beside = [
    fixed > 0 ? `${fixed} fixed` : '',
    known.length > 0 ? counted(known.length, 'existing problem') : '',
    baselined > 0 ? `${baselined} in the baseline` : '',
    suppressed > 0 ? `${suppressed} suppressed` : '',
  ].filter(Boolean);
  return (
    (found.length > 0
      ? found.join(', ')
      : baselined > 0 || known.length > 0
        ? 'nothing new'
        : 'nothing found') +
    ` in ${counted(cards, 'card')}` +
    (beside.length > 0 ? ` (${beside.join(', ')})` : '')
  );
}

/** Says how many of the problems `kb lint --fix` can fix; null if none. */
export function fixHint({ findings }: Report): string | null {
  const fixable = findings.filter(({ problem }) => problem.fix !== undefined).length;
  if (fixable === 0) return null;
  const share = fixable < findings.length ? `${fixable} of them` : fixable === 1 ? 'it' : 'all of them';
  return `kb lint --fix fixes ${share}`;
}

function some(count: number, what: string): string {
  return count === 0 ? '' : counted(count, what);
}
