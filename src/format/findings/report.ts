/** What a lint run found, as every format gets it, and what a format is. */
import type { Finding } from '../../lint/finding.js';
import type { Rule } from '../../lint/rule.js';
import type { Style } from '../style.js';
import { counted } from '../../text/counted.js';

export interface Report {
  /** What counts, sorted by place. */
  readonly findings: readonly Finding[];
  /** What a touched card had before the branch began: shown as notes, not counted. Empty without --since. */
  readonly known: readonly Finding[];
  readonly counts: Counts;
  /** Absolute path of the base. */
  readonly root: string;
  /** The ref that the run compares with, as the user wrote it; null for a plain run. */
  readonly since: string | null;
}

export interface Counts {
  readonly cards: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** Left out because the baseline has them. */
  readonly baselined: number;
  /** Silenced by comments in cards. */
  readonly suppressed: number;
  /** Mended by this run. */
  readonly fixed: number;
}

export interface ReportInputs {
  /** Of the stream that is written to. */
  readonly style: Style;
  /** The rules that ran. */
  readonly rules: readonly Rule[];
  /** Of kb. */
  readonly version: string;
  /** The base's folder in its repository, `docs/kb/`; '' where it is the root. Forges count from there. */
  readonly prefix: string;
  /** Address of the folder that has the rules' pages, with `/` at the end; null where they are not published. */
  readonly pages: string | null;
  /** There is a page beside the log (`stepSummary`). */
  readonly hasSummary: boolean;
}

export interface FindingsFormat {
  /** What `--format` calls it. */
  readonly name: string;
  /** For stdout, whole: escaped and ready for the stream. */
  readonly answer: (report: Report, inputs: ReportInputs) => string;
  /** Markdown for the page that CI shows beside the log, where the format has some. At most 1 MiB. */
  readonly stepSummary?: (report: Report, inputs: ReportInputs) => string;
  /** Lines for the file of a CI step's outputs, where the format has some. */
  readonly stepOutputs?: (report: Report) => string;
}

/** `3 errors, 2 warnings in 65 cards (12 in the baseline)` */
export function totals({ counts, known }: Report): string {
  const { cards, errors, warnings, infos, baselined, suppressed, fixed } = counts;
  const found = [some(errors, 'error'), some(warnings, 'warning'), some(infos, 'info')].filter(Boolean);
  const beside = [
    fixed > 0 ? `${fixed} fixed` : '',
    known.length > 0 ? `${known.length} known before` : '',
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

/** What to type where kb can mend some of it; null where it cannot. */
export function fixHint({ findings }: Report): string | null {
  const fixable = findings.filter(({ problem }) => problem.fix !== undefined).length;
  if (fixable === 0) return null;
  const share = fixable < findings.length ? `${fixable} of them` : fixable === 1 ? 'it' : 'all of them';
  return `kb lint --fix fixes ${share}`;
}

function some(count: number, what: string): string {
  return count === 0 ? '' : counted(count, what);
}
