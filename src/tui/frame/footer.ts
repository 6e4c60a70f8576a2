/** The footer: a notice or else the keys of the mode, and at the right how far a card has been scrolled. */
import { safe } from '../../format/escape.js';
import type { Style } from '../../format/style.js';
import { pad, truncate, width } from '../../format/width.js';
import { wrap } from '../../format/wrap.js';
import { KEYS, NEEDS_CARD, shownKey, type Binding } from '../keys.js';
import { layoutOf } from '../layout.js';
import { chosenHit, modeOf, type State } from '../state.js';

/** Between two keys; the narrow one if not all keys fit otherwise. */
const GAPS = { wide: '   ', narrow: '  ' };

/** Maximum number of rows for a long notice. */
const MOST = 3;

/** Returns one row, or up to MOST if the text does not fit. */
export function footerRows(state: State, style: Style): string[] {
  const { columns } = state.size;
  const place = placeText(state);
  const room = columns - width(place) - 3;
  const text = state.notice === null ? keysText(state, room, style) : noticeText(state.notice, style);
  if (width(text) <= room) return [` ${pad(text, room)} ${style.paint.dim(place)}`.trimEnd()];
  const lines = wrap(text, columns - 2, true);
  const rest = lines.splice(MOST - 1).join(' ');
  return [...lines, ...(rest === '' ? [] : [truncate(rest, columns - 2, style.marks.ellipsis)])].map(
    (line) => ` ${line}`,
  );
}

function noticeText({ text, isWrong }: NonNullable<State['notice']>, { paint }: Style): string {
  return (isWrong ? paint.red : paint.green)(safe(text));
}

/** Returns as many keys as there is room for; help is always among them. */
function keysText(state: State, room: number, style: Style): string {
  const mode = modeOf(state);
  // An empty query has nothing to clear.
  const isEmpty = mode === 'query' && state.query.text === '';
  const isIdle = mode === 'query' && chosenHit(state) === null;
  const named = KEYS[mode].filter(
    ({ short, does }) =>
      short !== undefined && !(isIdle && NEEDS_CARD.has(does)) && !(isEmpty && does === 'back'),
  );
  const help = named.filter(({ does }) => does === 'help');
  const others = named.filter(({ does }) => does !== 'help');
  const textOf = (count: number, gap: string): string =>
    [...others.slice(0, count), ...help].map((binding) => keyText(binding, style)).join(gap);
  const all = textOf(others.length, GAPS.wide);
  if (width(all) <= room) return all;
  for (let count = others.length; count >= 0; count -= 1) {
    const text = textOf(count, GAPS.narrow);
    if (width(text) <= room) return text;
  }
  return '';
}

function keyText({ keys, does, short = '' }: Binding, { paint, marks }: Style): string {
  const unicode = marks.rule !== '-';
  const arrows = unicode ? '↑↓' : 'Up/Down';
  const key = does === 'up' ? arrows : shownKey(keys[0] ?? '', unicode);
  return `${paint.bold(key)} ${paint.dim(short)}`;
}

/** How far the card is scrolled; '' if it fits on the screen. */
function placeText(state: State): string {
  const { body, card } = layoutOf(state);
  const lines = state.preview?.lines.length ?? 0;
  if (card === 0 || state.overlay !== null || lines <= body) return '';
  const last = Math.min(lines, state.scroll + body);
  return last === lines ? 'end' : `${Math.floor((100 * last) / lines)}%`;
}
