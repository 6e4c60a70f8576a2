/** `kb gaps`: what people searched for in vain, how often, and commands that show why. */
import { quoted, searchCommand } from '../text/shell.js';
import type { Gap, Gaps } from '../usage/gaps.js';
import { document } from './json.js';
import { printed, type Paint, type Style } from './style.js';
import { formatTable, type Column } from './table.js';

const KIND: Readonly<Record<Gap['kind'], string>> = {
  'no-hit': 'no card',
  'not-opened': 'not opened',
  corrected: 'other word',
  'missing-word': 'missing word',
};
const COLUMNS: readonly Column[] = [
  {},
  { align: 'right' },
  { shrinkTo: 16 },
  { spare: 1 },
  { optional: true },
  {},
];

/** A gap, and the name of its base; null for the base around the current folder. */
export interface ListedGap extends Gap {
  readonly base: string | null;
}

/** The gaps of several bases. */
export interface ListedGaps extends Gaps {
  readonly gaps: readonly ListedGap[];
}

/** One line per gap: kind, count, query, last day, a command to look into it, and with `several` the name of its base. */
export function formatGaps(gaps: readonly ListedGap[], style: Style, several = false): string {
  const { paint, marks, isTerminal } = style;
  const colour = (kind: Gap['kind']): Paint =>
    kind === 'no-hit' ? paint.red : kind === 'not-opened' ? paint.yellow : paint.cyan;
  const rows = gaps.map((gap) => {
    const { kind, query, count, last, instead, within } = gap;
    const searched =
      kind === 'missing-word'
        ? `${query} in “${within}”`
        : instead.length === 0
          ? query
          : `${query} ${marks.see} ${instead.join(', ')}`;
    return [
      { text: KIND[kind], paint: colour(kind) },
      { text: isTerminal ? `${count}${marks.times}` : String(count) },
      { text: searched, paint: paint.bold },
      { text: last, paint: paint.dim },
      { text: commandsFor(gap)[0] ?? '', paint: paint.dim },
      ...(several ? [{ text: gap.base ?? '' }] : []),
    ];
  });
  return printed(formatTable(rows, COLUMNS, style), style);
}

/** `kb gaps --json`. @param shown the gaps within the limit */
export function gapsJson({ since, until, searches, gaps }: ListedGaps, shown: readonly ListedGap[]): string {
  const listed = shown.map((gap) => ({ ...gap, commands: commandsFor(gap) }));
  return document({ since, until, searches, total: gaps.length, gaps: listed });
}

/** Commands that show why it is a gap, and what the base has. */
function commandsFor({ kind, query, hits, instead, within, base }: ListedGap): string[] {
  if (kind === 'missing-word') return [searchCommand(within, base)];
  if (kind === 'corrected') return instead.map((word) => searchCommand(word, base));
  const [best] = hits;
  const around = base === null ? '' : `-b ${quoted(base)} `;
  return [searchCommand(query, base), ...(best === undefined ? [] : [`kb ${around}show ${quoted(best)}`])];
}
