/** The lines of the chosen card that are on the screen; while it is verified, below what has changed in it. */
import type { Style } from '../../format/style.js';
import { layoutOf } from '../layout.js';
import { chosenHit, verifying, type State } from '../state.js';

export function cardRows(state: State, columns: number, style: Style): string[] {
  const { body } = layoutOf(state);
  const asked = verifying(state);
  const lines = cardLines(state, columns);
  if (asked === null) return lines.slice(state.scroll, state.scroll + body);
  const since = asked.since ?? [style.paint.dim('looking for what has changed since it was verified')];
  const rule = style.paint.dim(style.marks.rule.repeat(columns));
  const own = state.preview?.path === asked.hit.row.path ? lines : [];
  return [...since, rule, ...own].slice(asked.line, asked.line + body);
}

function cardLines(state: State, columns: number): readonly string[] {
  const { preview } = state;
  // A card that is still being laid out has the place of the one before, so that nothing flickers; never its rows, if it is wider.
  return preview === null || preview.columns > columns || chosenHit(state) === null ? [] : preview.lines;
}
