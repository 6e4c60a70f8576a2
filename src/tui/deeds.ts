/** Actions on the chosen card: some run at once, others ask for a line of text first. Pure. */
import type { Event, Next } from './event.js';
import { EMPTY, fieldOf, type Field } from './field.js';
import { pageColumns } from './layout.js';
import { chosenHit, type Asking, type Deed, type Hit, type State } from './state.js';

/** Runs an action on the chosen card, or asks for its note first. Does nothing if there is no card. */
export function acted(state: State, deed: Deed): Next {
  const hit = chosenHit(state);
  if (hit === null) return { state, effects: [] };
  if (deed === 'verify' || deed === 'flag') return prompted(state, deed, hit, EMPTY);
  return { state, effects: [{ do: 'act', deed, hit, said: '', place: placeOf(state, hit) }] };
}

/** Opens the prompt for a note. Before a verification, what has changed since the last one is looked up meanwhile. */
export function prompted(state: State, deed: Asking, hit: Hit, field: Field): Next {
  const since = deed === 'verify' ? null : [];
  return {
    state: {
      ...state,
      over: { kind: 'prompt', deed, hit, field, since, barred: null, needsNote: true, line: 0 },
    },
    effects: deed === 'verify' ? [{ do: 'compare', hit, columns: pageColumns(state) }] : [],
  };
}

/** Adds to the open prompt what the user must see before answering. */
export function compared(state: State, { hit, since }: Extract<Event, { what: 'compared' }>): State {
  const { over } = state;
  if (over?.kind !== 'prompt' || over.hit !== hit) return state;
  return { ...state, over: { ...over, since: since.lines, needsNote: since.needsNote } };
}

/** Shows why the action is not possible, but keeps the prompt open: otherwise keys still being typed would act as commands. */
export function barred(state: State, { hit, why }: Extract<Event, { what: 'barred' }>): State {
  const { over } = state;
  return over?.kind === 'prompt' && over.hit === hit ? { ...state, over: { ...over, barred: why } } : state;
}

/** Opens the prompt again with the text that was typed, so that it is not lost, unless the user has moved on. */
export function refused(state: State, { deed, hit, said, why }: Extract<Event, { what: 'refused' }>): Next {
  const told = { ...state, notice: { text: why, isWrong: true } };
  const isHere =
    state.over === null && chosenHit(state)?.row.path === hit.row.path && state.focus !== 'query';
  return isHere ? prompted(told, deed, hit, fieldOf(said)) : { state: told, effects: [] };
}

/** Returns the line where the card answers the query; the first line if it is not laid out yet. */
export function placeOf({ preview }: State, hit: Hit): number {
  return preview?.path === hit.row.path ? preview.place : 1;
}
