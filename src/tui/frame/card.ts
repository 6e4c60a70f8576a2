/** The visible lines of the chosen card; during a verification, below the list of what has changed in it. */
import { longBadge } from '../../format/advice.js';
import { trustPaint } from '../../format/badge.js';
import { shown, type Style } from '../../format/style.js';
import { wrap } from '../../format/wrap.js';
import { layoutOf } from '../layout.js';
import { chosenHit, verifying, type Hit, type State } from '../state.js';

export function cardRows(state: State, columns: number, style: Style): string[] {
  const { body } = layoutOf(state);
  const prompt = verifying(state);
  const lines = cardLines(state, columns, style);
  if (prompt === null) return lines.slice(state.scroll, state.scroll + body);
  const looking = style.paint.dim('finding what has changed since it was verified');
  const why = prompt.barred === null ? [] : wrap(shown(prompt.barred, style), columns).map(style.paint.red);
  const since = prompt.barred === null ? (prompt.since ?? [looking]) : why;
  const rule = style.paint.dim(style.marks.rule.repeat(columns));
  const own = state.preview?.path === prompt.hit.row.path ? lines : [];
  return [...since, rule, ...own].slice(prompt.line, prompt.line + body);
}

function cardLines(state: State, columns: number, style: Style): readonly string[] {
  const { preview } = state;
  const hit = chosenHit(state);
  if (hit === null) return [];
  if (preview === null) return headLines(hit, columns, style);
  // While a card is laid out, the previous one stays, so that nothing flickers, unless its rows are too wide.
  return preview.columns > columns ? [] : preview.lines;
}

/** What the list knows about a card that takes long to lay out. */
function headLines({ row, trust }: Hit, columns: number, style: Style): readonly string[] {
  const { paint, marks } = style;
  const badge = wrap(longBadge(trust, row.facts.supersededBy, marks), columns);
  const title = wrap(shown(row.title, style), columns);
  return [...badge.map(trustPaint(trust, style)), '', ...title.map(paint.bold)];
}
