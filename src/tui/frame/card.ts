/** The lines of the chosen card that are on the screen. */
import { layoutOf } from '../layout.js';
import { chosenHit, type State } from '../state.js';

export function cardRows(state: State, columns: number): string[] {
  const { preview, scroll } = state;
  // A card that is still being laid out has the place of the one before, so that nothing flickers; never its rows, if it is wider.
  if (preview === null || preview.columns > columns || chosenHit(state) === null) return [];
  return preview.lines.slice(scroll, scroll + layoutOf(state).body);
}
