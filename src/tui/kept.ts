/** A card that was acted on, and answers no more: it keeps its place in the list until the reader goes on. Pure. */
import { within } from './moves.js';
import { chosenHit, type Hit, type Results, type State } from './state.js';

/** A new answer to the same query. @param acted the chosen card as it is now, where something was done to it */
export function answeredAgain(state: State, results: Results, acted: Hit | null): State {
  const path = chosenHit(state)?.row.path;
  const at = results.hits.findIndex(({ row }) => row.path === path);
  if (at >= 0 || acted === null || acted.row.path !== path)
    return { ...state, results, chosen: Math.max(0, at), kept: null };
  const hits = results.hits.toSpliced(state.chosen, 0, acted);
  return { ...state, results: { ...results, hits }, chosen: hits.indexOf(acted), kept: acted };
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
