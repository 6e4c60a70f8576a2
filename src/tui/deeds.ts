/** What is done with the chosen card: at once, or after a line that is asked for first. Pure. */
import type { Event, Next } from './event.js';
import { EMPTY, fieldOf, type Field } from './field.js';
import { pageColumns } from './layout.js';
import { chosenHit, type Asking, type Deed, type Hit, type State } from './state.js';

/** Nothing is done where no card answers. */
export function acted(state: State, deed: Deed): Next {
  const hit = chosenHit(state);
  if (hit === null) return { state, effects: [] };
  if (deed === 'verify' || deed === 'flag') return prompted(state, deed, hit, EMPTY);
  return { state, effects: [{ do: 'act', deed, hit, said: '', place: placeOf(state, hit) }] };
}

function prompted(state: State, deed: Asking, hit: Hit, field: Field): Next {
  const since = deed === 'verify' ? null : [];
  return {
    state: { ...state, over: { kind: 'prompt', deed, hit, field, since, needsNote: true, line: 0 } },
    effects: deed === 'verify' ? [{ do: 'compare', hit, columns: pageColumns(state) }] : [],
  };
}

/** The question is open again, so that what was typed is not lost; unless the reader has gone on. */
export function refused(state: State, { deed, hit, said, why }: Extract<Event, { what: 'refused' }>): Next {
  const told = { ...state, notice: { text: why, isWrong: true } };
  const isHere =
    state.over === null && chosenHit(state)?.row.path === hit.row.path && state.focus !== 'query';
  return isHere ? prompted(told, deed, hit, fieldOf(said)) : { state: told, effects: [] };
}

/** Where the card answers; where it is not laid out yet, where it begins. */
export function placeOf({ preview }: State, hit: Hit): number {
  return preview?.path === hit.row.path ? preview.place : 1;
}
