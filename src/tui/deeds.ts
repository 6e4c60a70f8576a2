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

/** Asks for a line. What speaks against the deed is looked for meanwhile. */
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

/** What has to be seen before the question is answered. */
export function compared(state: State, { hit, since }: Extract<Event, { what: 'compared' }>): State {
  const { over } = state;
  if (over?.kind !== 'prompt' || over.hit !== hit) return state;
  return { ...state, over: { ...over, since: since.lines, needsNote: since.needsNote } };
}

/** The question stays open, with why it cannot be answered: letters that are typed are no commands. */
export function barred(state: State, { hit, why }: Extract<Event, { what: 'barred' }>): State {
  const { over } = state;
  return over?.kind === 'prompt' && over.hit === hit ? { ...state, over: { ...over, barred: why } } : state;
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
