/** `kb issues sync` for terminals and pipes: one line per issue. */
import type { Done, Step } from '../../forge/step.js';
import { webAddress } from '../link.js';
import { printed, type Paint, type Style } from '../style.js';
import { formatTable } from '../table.js';

/** One line per step: what is done, issue, card, title, reason, assignees, and a remark if it was not done as planned. */
export function formatSteps(steps: readonly (Step | Done)[], style: Style): string {
  const { paint } = style;
  const color: Readonly<Record<Step['do'], Paint>> = {
    create: paint.green,
    update: paint.cyan,
    reopen: paint.yellow,
    close: paint.dim,
  };
  const rows = steps.map((each) => {
    const done = 'step' in each ? each : null;
    const step = 'step' in each ? each.step : each;
    const number = done?.number ?? ('issue' in step ? step.issue.number : null);
    return [
      { text: step.do, paint: color[step.do] },
      {
        text: number === null ? '' : `#${number}`,
        paint: paint.bold,
        address: done ? webAddress(done.url) : null,
      },
      { text: step.card ?? '' },
      { text: step.title },
      { text: step.reason, paint: paint.dim },
      { text: who(step) },
      { text: done?.remark ?? '', paint: paint.yellow },
    ];
  });
  const columns = [
    {},
    { align: 'right' } as const,
    { shrinkTo: 12 },
    { shrinkTo: 16 },
    { shrinkTo: 16 },
    { shrinkTo: 8 },
    { shrinkTo: 16 },
  ];
  return printed(formatTable(rows, columns, style), style);
}

function who(step: Step): string {
  return step.do === 'close' ? '' : step.assignees.map((login) => `@${login}`).join(' ');
}
