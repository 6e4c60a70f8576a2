/** Keeps a card in the list after an action on it, though it no longer matches, until the user moves on. Pure. */
import { within } from './moves.js';
import { chosenHit, type Hit, type Results, type State } from './state.js';

/** Applies a new answer while a card is chosen. @param now the current version of that card, if it still exists */
export function answeredAgain(state: State, results: Results, now: Hit | null): State {
  const path = chosenHit(state)?.row.path;
  const isSameQuery = results.query === state.results.query;
  const at = results.hits.findIndex(({ row }) => row.path === path);
  // The chosen card stays in the same row of the screen, whatever is added or removed above it.
  if (at >= 0) return { ...state, results, chosen: at, top: state.top + at - state.chosen, kept: null };
  if (now === null || now.row.path !== path)
    return { ...state, results, chosen: isSameQuery ? state.chosen : 0, scroll: 0, kept: null };
  // Keeps the `words` that it was found by, so that they stay underlined.
  const kept = { ...chosenHit(state), ...now };
  const hits = results.hits.toSpliced(state.chosen, 0, kept);
  return { ...state, results: { ...results, hits }, chosen: hits.indexOf(kept), kept };
}

/** Removes the kept card, because the user has moved on. The card below takes its place. */
export function released(state: State): State {
  const { kept, results, chosen } = state;
  if (kept === null) return state;
  const place = results.hits.indexOf(kept);
  const hits = results.hits.toSpliced(place, 1);
  const next = within(chosen > place ? chosen - 1 : chosen, hits.length);
  return { ...state, results: { ...results, hits }, chosen: next, kept: null };
}
