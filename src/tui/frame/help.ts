/** The visible rows of the help page. */
import type { Style } from '../../format/style.js';
import { pad } from '../../format/width.js';
import { helpLines } from '../help.js';
import { shownKey } from '../keys.js';

/** Width of the column with the keys. */
const KEYS = 22;

export function helpRows(from: number, count: number, style: Style): string[] {
  const { paint, marks } = style;
  const unicode = marks.rule !== '-';
  return helpLines()
    .slice(from, from + count)
    .map((line) => {
      if (line === null) return '';
      if ('title' in line) return ` ${paint.bold(line.title)}`;
      const keys = line.keys.map((key) => shownKey(key, unicode)).join('  ');
      return `   ${paint.cyan(pad(keys, KEYS))} ${line.says}`;
    });
}
