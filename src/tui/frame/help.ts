/** All keys, mode by mode; made from the table that steers. */
import type { Style } from '../../format/style.js';
import { pad, truncate } from '../../format/width.js';
import { KEYS, shownKey } from '../keys.js';
import type { Mode, Size } from '../state.js';

const TITLES: readonly (readonly [Mode, string])[] = [
  ['query', 'While you type'],
  ['list', 'In the list'],
  ['card', 'In a card'],
];
const KEY = 22;

/** From a line on; past the end nothing is left. */
export function helpRows(from: number, { columns, rows }: Size, style: Style): string[] {
  const unicode = style.marks.rule !== '-';
  const lines = TITLES.flatMap(([mode, title]) => [
    ` ${style.paint.bold(title)}`,
    ...KEYS[mode].map(({ keys, says }) => {
      const shown = keys.map((key) => shownKey(key, unicode)).join('  ');
      return `   ${style.paint.cyan(pad(shown, KEY))} ${says}`;
    }),
    '',
  ]);
  const first = Math.min(from, Math.max(0, lines.length - (rows - 3)));
  return lines.slice(first).map((line) => truncate(line, columns, style.marks.ellipsis));
}
