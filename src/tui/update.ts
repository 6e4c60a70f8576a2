/** What happens on the screen: a state and an event → the next state, and what has to be done outside of it. Pure. */
import { EMPTY, edited, typed, type Field } from './field.js';
import type { Command } from './keys.js';
import { layoutOf } from './layout.js';
import {
  chosenHit,
  type Hit,
  type Notice,
  type Preview,
  type Results,
  type Size,
  type State,
} from './state.js';

export type Event =
  | { readonly what: 'command'; readonly command: Command }
  | { readonly what: 'typed'; readonly text: string }
  | { readonly what: 'resized'; readonly size: Size }
  | { readonly what: 'answered'; readonly results: Results }
  | { readonly what: 'laid-out'; readonly preview: Preview }
  | { readonly what: 'told'; readonly notice: Notice };

/** To be carried out by the session or by the terminal. */
export type Effect =
  | { readonly do: 'search'; readonly query: string }
  | { readonly do: 'lay-out'; readonly hit: Hit; readonly query: string; readonly columns: number }
  | { readonly do: 'redraw' | 'suspend' | 'leave' };

export interface Next {
  readonly state: State;
  readonly effects: readonly Effect[];
}

export function update(state: State, event: Event): Next {
  const { state: after, effects } = happened(state, event);
  const next = kept(after);
  const wanted = wantedPreview(next);
  const before = wantedPreview(state);
  const isNew = wanted !== null && !isSame(wanted, before);
  return { state: next, effects: isNew ? [...effects, wanted] : effects };
}

function happened(state: State, event: Event): Next {
  switch (event.what) {
    case 'command':
      return commanded({ ...state, notice: null }, event.command);
    case 'typed':
      // No query begins so.
      if (state.query.text === '' && event.text === '?') return calm({ ...state, help: 0 });
      return asked({ ...state, notice: null }, typed(state.query, event.text));
    case 'resized':
      return calm({ ...state, size: event.size });
    case 'answered':
      return calm(answered(state, event.results));
    case 'laid-out':
      return calm(laidOut(state, event.preview));
    case 'told':
      return calm({ ...state, notice: event.notice });
  }
}

function calm(state: State): Next {
  return { state, effects: [] };
}

/** The query is another one. */
function asked(state: State, query: Field): Next {
  const isAsked = query.text !== state.query.text;
  return { state: { ...state, query }, effects: isAsked ? [{ do: 'search', query: query.text }] : [] };
}

/** A card that is being read stays chosen; else the best one is. */
function answered(state: State, results: Results): State {
  if (state.focus !== 'card') return { ...state, results, chosen: 0, top: 0, scroll: 0 };
  const path = chosenHit(state)?.row.path;
  const at = results.hits.findIndex(({ row }) => row.path === path);
  return { ...state, results, chosen: Math.max(0, at) };
}

function laidOut(state: State, preview: Preview): State {
  if (chosenHit(state)?.row.path !== preview.path) return state;
  const isSameCard = state.preview?.path === preview.path;
  return { ...state, preview, scroll: isSameCard ? state.scroll : 0 };
}

function commanded(state: State, command: Command): Next {
  switch (command) {
    case 'quit':
      return { state, effects: [{ do: 'leave' }] };
    case 'suspend':
    case 'redraw':
      return { state, effects: [{ do: command }] };
  }
  if (state.help !== null) return calm({ ...state, help: helped(state.help, command, state) });
  switch (command) {
    case 'help':
      return calm({ ...state, help: 0 });
    case 'query':
      return calm({ ...state, focus: 'query' });
    case 'focus':
      return calm({ ...state, focus: state.focus === 'query' ? 'list' : 'query' });
    case 'back':
      return back(state);
    case 'read':
      return calm(read(state));
  }
  const query = state.focus === 'query' ? edited(state.query, command) : null;
  if (query) return asked(state, query);
  return calm(state.focus === 'card' ? scrolled(state, command) : moved(state, command));
}

function back(state: State): Next {
  if (state.focus === 'card') return calm({ ...state, focus: state.from });
  if (state.focus === 'list') return calm({ ...state, focus: 'query' });
  return asked(state, EMPTY);
}

function read(state: State): State {
  if (state.focus === 'card' || chosenHit(state) === null) return state;
  return { ...state, focus: 'card', from: state.focus, scroll: 0 };
}

/** Null closes the help. */
function helped(line: number, command: Command, state: State): number | null {
  if (command === 'back' || command === 'help') return null;
  return Math.max(0, line + stepOf(command, layoutOf(state).body));
}

/** Another card is chosen. */
function moved(state: State, command: Command): State {
  const { body } = layoutOf(state);
  const chosen = within(state.chosen + stepOf(command, body), state.results.hits.length);
  return chosen === state.chosen ? state : { ...state, chosen, scroll: 0 };
}

function scrolled(state: State, command: Command): State {
  const { matches = [] } = state.preview ?? {};
  const { body } = layoutOf(state);
  // A match is shown with a little of what stands above it.
  const above = Math.floor(body / 4);
  const at = state.scroll + above;
  if (command === 'next-match' || command === 'previous-match') {
    const match =
      command === 'next-match' ? matches.find((line) => line > at) : matches.findLast((line) => line < at);
    return match === undefined ? state : { ...state, scroll: match - above };
  }
  return { ...state, scroll: state.scroll + stepOf(command, body) };
}

/** How far a command goes, in rows. */
function stepOf(command: Command, page: number): number {
  switch (command) {
    case 'up':
      return -1;
    case 'down':
      return 1;
    case 'page-up':
      return -Math.max(1, page - 1);
    case 'page-down':
      return Math.max(1, page - 1);
    case 'half-up':
      return -Math.ceil(page / 2);
    case 'half-down':
      return Math.ceil(page / 2);
    case 'first':
      return -Number.MAX_SAFE_INTEGER;
    case 'last':
      return Number.MAX_SAFE_INTEGER;
    default:
      return 0;
  }
}

function within(index: number, length: number): number {
  return Math.max(0, Math.min(index, length - 1));
}

/** With nothing beyond its bounds. */
function kept(state: State): State {
  const { body } = layoutOf(state);
  const { results, preview } = state;
  const chosen = within(state.chosen, results.hits.length);
  const top = Math.max(0, Math.min(state.top, results.hits.length - body), chosen - body + 1);
  const lines = preview?.lines.length ?? 0;
  const scroll = Math.max(0, Math.min(state.scroll, lines - body));
  return { ...state, chosen, top: Math.min(top, chosen), scroll };
}

type LayOut = Extract<Effect, { do: 'lay-out' }>;

/** What the card's part of the screen is to show; null where there is none. */
function wantedPreview(state: State): LayOut | null {
  const hit = chosenHit(state);
  const { card } = layoutOf(state);
  return hit === null || card === 0
    ? null
    : { do: 'lay-out', hit, query: state.results.query, columns: card };
}

function isSame(one: LayOut, other: LayOut | null): boolean {
  return one.hit === other?.hit && one.query === other.query && one.columns === other.columns;
}
