/** The list of hits, one row each: badge, title, owner. Draws only the visible ones. */
import { ownerText } from '../../format/cards.js';
import { BADGE, badgeText, trustPaint } from '../../format/badge.js';
import { shown, type Style } from '../../format/style.js';
import { pad, truncate, width } from '../../format/width.js';
import { layoutOf } from '../layout.js';
import type { Hit, State } from '../state.js';

/** Width of the selection marker before each row. */
const MARKER = 3;
/** Minimum width of the title; owners are shown only if it has this much. */
const TITLE = 28;
const WIDEST_OWNER = 20;
/** Narrower lists use short badges to leave room for titles. */
const ROOMY = 60;
const SHORT_BADGE = 14;

export function listRows(state: State, columns: number, style: Style): string[] {
  const { results, top, chosen } = state;
  const seen = results.hits.slice(top, top + layoutOf(state).body);
  if (seen.length === 0) return emptyRows(state, columns, style);
  const isRoomy = columns >= ROOMY;
  const badges = seen.map((hit) => (isRoomy ? badgeOf(hit, style) : shortBadge(hit, style)));
  const badge = Math.min(isRoomy ? BADGE : SHORT_BADGE, Math.max(...badges.map(width)));
  const owners = seen.map(({ trust }) => shown(ownerText(trust), style));
  const spare = columns - MARKER - badge - 2 - TITLE - 3;
  const owner = spare < 8 ? 0 : Math.min(WIDEST_OWNER, spare, Math.max(...owners.map(width)));
  return seen.map((hit, at) => {
    const { ellipsis } = style.marks;
    const title = columns - MARKER - badge - 2 - (owner === 0 ? 1 : owner + 3);
    const isChosen = top + at === chosen;
    const words = truncate(shown(hit.row.title, style), title, ellipsis);
    return [
      isChosen ? style.paint.cyan(pad(marker(style), MARKER)) : ' '.repeat(MARKER),
      trustPaint(hit.trust, style)(pad(truncate(badges[at] ?? '', badge, ellipsis), badge)),
      '  ',
      pad(isChosen ? style.paint.bold(words) : words, title),
      owner === 0 ? '' : `  ${style.paint.dim(truncate(owners[at] ?? '', owner, ellipsis))}`,
    ].join('');
  });
}

function badgeOf({ row, trust }: Hit, { marks }: Style): string {
  return badgeText(trust, row.facts.supersededBy, marks);
}

/** A badge without details that the card next to the list shows in full. */
function shortBadge(hit: Hit, style: Style): string {
  const { marks } = style;
  switch (hit.trust.reason) {
    case 'superseded':
      return `${marks.see} superseded`;
    case 'date-only':
      return `${marks.verified} date only`;
    default:
      return badgeOf(hit, style);
  }
}

function marker({ marks }: Style): string {
  return marks.rule === '-' ? ' >' : ' ▌';
}

/** Says that no card was found and what to try. */
function emptyRows({ results, query }: State, columns: number, style: Style): string[] {
  if (results.query === '' && query.text !== '') return [];
  const lines =
    results.query === ''
      ? []
      : ['', '   No card found.', '', '   Try fewer or other words; Esc clears the query.'];
  return lines.map((line) => style.paint.dim(truncate(line, columns, style.marks.ellipsis)));
}
