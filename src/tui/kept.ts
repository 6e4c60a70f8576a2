/** A card that was acted on, and answers no more: it keeps its place in the list until the reader goes on. Pure. */
import { within } from './moves.js';
import { chosenHit, type Hit, type Results, type State } from './state.js';

/** A new answer while a card is chosen. @param now that card as it is now, if it is known to be there still */
export function answeredAgain(state: State, results: Results, now: Hit | null): State {
  const path = chosenHit(state)?.row.path;
  const isSameQuery = results.query === state.results.query;
  const at = results.hits.findIndex(({ row }) => row.path === path);
  // The chosen card stays in its row of the screen, whatever comes or goes above it.
  if (at >= 0) return { ...state, results, chosen: at, top: state.top + at - state.chosen, kept: null };
  if (now === null || now.row.path !== path)
    return { ...state, results, chosen: isSameQuery ? state.chosen : 0, scroll: 0, kept: null };
  // It is found by the words that it was found by.
  const kept = { ...chosenHit(state), ...now };
  const hits = results.hits.toSpliced(state.chosen, 0, kept);
  return { ...state, results: { ...results, hits }, chosen: hits.indexOf(kept), kept };
}

/** The reader has gone on: without the card that was kept. The one below has its place. */
export function released(state: State): State {
  const { kept, results, chosen } = state;
  if (kept === null) return state;
  const place = results.hits.indexOf(kept);
  const hits = results.hits.toSpliced(place, 1);
  const next = within(chosen > place ? chosen - 1 : chosen, hits.length);
  return { ...state, results: { ...results, hits }, chosen: next, kept: null };
}
