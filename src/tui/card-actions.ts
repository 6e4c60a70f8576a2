/** Actions on the chosen card: some run at once, others ask for a line of text first. Pure. */
import type { Event, Next } from './event.js';
import { EMPTY, fieldOf, type Field } from './field.js';
import { pageColumns } from './layout.js';
import { chosenHit, type NoteAction, type ActionName, type Hit, type State } from './state.js';

/** Runs an action on the chosen card, or asks for its note first. Does nothing if there is no card. */
export function acted(state: State, action: ActionName): Next {
  const hit = chosenHit(state);
  if (hit === null) return { state, effects: [] };
  if (action === 'verify' || action === 'flag') return prompted(state, action, hit, EMPTY);
  return { state, effects: [{ do: 'act', action, hit, note: '', place: placeOf(state, hit) }] };
}

/** Opens the prompt for a note. Before a verification, what has changed since the last one is looked up meanwhile. */
export function prompted(state: State, action: NoteAction, hit: Hit, field: Field): Next {
  const since = action === 'verify' ? null : [];
  return {
    state: {
      ...state,
      overlay: { kind: 'prompt', action, hit, field, since, barred: null, needsNote: true, line: 0 },
    },
    effects: action === 'verify' ? [{ do: 'compare', hit, columns: pageColumns(state) }] : [],
  };
}

/** Adds to the open prompt what the user must see before answering. */
export function compared(state: State, { hit, since }: Extract<Event, { what: 'compared' }>): State {
  const { overlay } = state;
  if (overlay?.kind !== 'prompt' || overlay.hit !== hit) return state;
  return { ...state, overlay: { ...overlay, since: since.lines, needsNote: since.needsNote } };
}

/** Shows why the action is not possible, but keeps the prompt open: otherwise keys still being typed would act as commands. */
export function barred(state: State, { hit, why }: Extract<Event, { what: 'barred' }>): State {
  const { overlay } = state;
  return overlay?.kind === 'prompt' && overlay.hit === hit
    ? { ...state, overlay: { ...overlay, barred: why } }
    : state;
}

/** Opens the prompt again with the text that was typed, so that it is not lost, unless the user has moved on. */
export function refused(state: State, { action, hit, note, why }: Extract<Event, { what: 'refused' }>): Next {
  const withNotice = { ...state, notice: { text: why, isWrong: true } };
  const isHere =
    state.overlay === null && chosenHit(state)?.row.path === hit.row.path && state.focus !== 'query';
  return isHere ? prompted(withNotice, action, hit, fieldOf(note)) : { state: withNotice, effects: [] };
}

/** Returns the line where the card answers the query; the first line if it is not laid out yet. */
export function placeOf({ preview }: State, hit: Hit): number {
  return preview?.path === hit.row.path ? preview.place : 1;
}
