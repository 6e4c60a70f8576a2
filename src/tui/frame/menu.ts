/** The browse menu: groups of filters as tabs, with the choices of one group at a time. */
import { shown, type Style } from '../../format/style.js';
import { pad, truncate, width } from '../../format/width.js';
import type { Overlay } from '../state.js';

const MARKER = 3;
const WIDEST = 48;

export function menuRows(
  { groups, group, chosen }: Extract<Overlay, { kind: 'menu' }>,
  columns: number,
  count: number,
  style: Style,
): string[] {
  const { paint, marks } = style;
  const tabs = groups.map(({ title }, at) =>
    at === group ? paint.bold(paint.cyan(title)) : paint.dim(title),
  );
  const { choices = [] } = groups[group] ?? {};
  const room = count - 2;
  const top = Math.max(0, Math.min(chosen - Math.floor(room / 2), choices.length - room));
  const seen = choices.slice(top, top + room);
  const label = Math.min(
    WIDEST,
    columns - MARKER - 8,
    Math.max(0, ...seen.map((each) => width(shown(each.label, style)))),
  );
  return [
    `   ${tabs.join(paint.dim(`  ${marks.dot}  `))}`,
    '',
    ...(choices.length === 0 ? [paint.dim('   nothing here')] : []),
    ...seen.map((choice, at) => {
      const isChosen = top + at === chosen;
      const text = pad(truncate(shown(choice.label, style), label, marks.ellipsis), label);
      const marker = pad(marks.rule === '-' ? ' >' : ' ▌', MARKER);
      return `${isChosen ? paint.cyan(marker) : ' '.repeat(MARKER)}${isChosen ? paint.bold(text) : text}  ${paint.dim(String(choice.count))}`;
    }),
  ];
}
