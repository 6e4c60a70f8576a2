/** The row with the query or prompt, with the number of cards and a remark at its right. */
import { safe } from '../../format/escape.js';
import { isolate, type Style } from '../../format/style.js';
import { pad, truncate, width } from '../../format/width.js';
import type { Place } from '../painter.js';
import type { NoteAction, State } from '../state.js';

/** The label before the field, and the placeholder while it is empty. */
const LINES: Readonly<Record<NoteAction | 'query', { readonly label: string; readonly hint: string }>> = {
  query: { label: 'kb', hint: 'type to search' },
  verify: { label: 'verify, checked against', hint: 'e.g. the terms of 2026, with legal' },
  flag: { label: 'what is wrong', hint: 'e.g. the price has changed' },
};

/** Minimum width of the field. */
const ROOM = 24;

export function queryRow(state: State, style: Style): { readonly text: string; readonly cursor: Place } {
  const { overlay, size } = state;
  const { paint, marks } = style;
  const isAsked = overlay?.kind === 'prompt';
  const query = isAsked ? overlay.field : state.query;
  const { label, hint } = LINES[isAsked ? overlay.action : 'query'];
  const isFree = isAsked && !overlay.needsNote;
  const prompt = ` ${label} ${marks.crumb} `;
  const left = width(prompt);
  const count = truncate(
    isAsked ? '' : answerText(state, style),
    Math.max(0, size.columns - left - ROOM),
    marks.ellipsis,
  );
  const room = size.columns - left - width(count) - 3;
  const before = safe(query.text.slice(0, query.at));
  const after = safe(query.text.slice(query.at));
  // A long line is cut at its start, because the user types at the cursor.
  const shownBefore = truncate(before, room - 1, marks.ellipsis, 'end');
  const shownAfter = truncate(after, Math.max(0, room - width(shownBefore)), marks.ellipsis);
  const order = isAsked || state.results.query !== '' ? null : state.results.remark;
  const hints = [isFree ? 'optional, ' : '', hint, order === null ? '' : ` ${marks.dot} ${order}`];
  const typed =
    query.text === ''
      ? paint.dim(truncate(hints.join(''), room, marks.ellipsis))
      : isolate(shownBefore + shownAfter, style);
  const line = paint.bold(paint.cyan(prompt)) + pad(typed, room);
  return {
    text: `${line}  ${paint.dim(count)}`,
    cursor: { x: left + width(shownBefore), y: 0 },
  };
}

function answerText({ results, query, isSlow }: State, { marks }: Style): string {
  if (isSlow) return `reading cards${marks.ellipsis}`;
  const { total, hits, remark } = results;
  const counted =
    total === 0
      ? results.query === '' || query.text === ''
        ? ''
        : 'no card'
      : hits.length < total
        ? `${hits.length} of ${total} cards`
        : `${total} card${total === 1 ? '' : 's'}`;
  return [results.query === '' ? null : remark, counted].filter(Boolean).join(` ${marks.dot} `);
}
