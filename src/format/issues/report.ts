/** What `kb issues sync` did, or would do: the data behind all its output formats. */
import type { Done, Step } from '../../forge/step.js';
import type { Prepared } from '../../forge/sync.js';
import { counted } from '../../text/counted.js';

export interface SyncReport extends Pick<Prepared, 'left' | 'kept' | 'putOff' | 'remarks'> {
  readonly forge: string;
  /** Name to show: `acme/kb`, or a folder. */
  readonly repository: string;
  readonly dryRun: boolean;
  readonly planned: readonly Step[];
  /** Empty for a dry run; shorter than `planned` if steps were skipped or refused, or the run was stopped. */
  readonly done: readonly Done[];
  /** How many steps the forge refused; the remarks say why. */
  readonly refused: number;
}

const PARTICIPLE = {
  create: ['created', 'to create'],
  update: ['updated', 'to update'],
  reopen: ['reopened', 'to reopen'],
  close: ['closed', 'to close'],
} as const satisfies Record<Step['do'], readonly [string, string]>;

/** Number of steps by what they do, in the order of a sentence: all of them for a dry run, otherwise those that were done. */
export function counts({ dryRun, planned, done }: SyncReport): Readonly<Record<Step['do'], number>> {
  const steps = dryRun ? planned : done.map(({ step }) => step);
  const of = (what: Step['do']): number => steps.filter((step) => step.do === what).length;
  return { create: of('create'), update: of('update'), reopen: of('reopen'), close: of('close') };
}

/** `2 created, 1 closed, 12 unchanged; 29 more cards get their issue in later runs` */
export function totals(report: SyncReport): string {
  const numbers = Object.entries(counts(report)) as [Step['do'], number][];
  const parts = numbers
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count} ${PARTICIPLE[what][report.dryRun ? 1 : 0]}`);
  const refused = report.refused > 0 ? [`${report.refused} refused`] : [];
  const kept = report.kept > 0 ? [`${report.kept} unchanged`] : [];
  const putOff = report.putOff.length > 0 ? [`${report.putOff.length} put off by people`] : [];
  const none = undone(report) > 0 ? 'nothing done' : 'nothing to do';
  const sum = [...parts, ...refused, ...kept, ...putOff].join(', ') || none;
  const left = report.left.length;
  return left === 0
    ? sum
    : `${sum}; ${counted(left, 'more card')} ${left === 1 ? 'gets its' : 'get their'} issue in later runs`;
}

/** Number of planned steps that were not done; 0 for a dry run. */
export function undone({ dryRun, planned, done }: SyncReport): number {
  return dryRun ? 0 : planned.length - done.length;
}
