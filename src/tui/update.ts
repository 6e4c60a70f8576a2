/** The reducer of the screen: a state and an event → the next state and the effects to carry out. Pure. */
import { answeredAgain, released } from './kept.js';
import { EMPTY, edited, fieldOf, typed, type Field } from './field.js';
import { helpLines, helpStart } from './help.js';
import { NEEDS_ANSWER, type Command } from './keys.js';
import { acted, barred, compared, placeOf, prompted, refused } from './card-actions.js';
import { layoutOf, pageColumns } from './layout.js';
import { stepOf, within } from './moves.js';
import { promptProblem, updateOverlay } from './overlay.js';
import {
  chosenHit,
  isPending,
  verifying,
  type Overlay,
  type Preview,
  type Results,
  type State,
} from './state.js';
import type { Again, Effect, Event, Next } from './event.js';

export function update(state: State, event: Event): Next {
  const { state: after, effects } = handleEvent(state, event);
  const next = bounded(after);
  const wanted = wantedPreview(next);
  const isNew = wanted !== null && !isSame(wanted, wantedPreview(state));
  return { state: next, effects: isNew ? [...effects, wanted] : effects };
}

function handleEvent(state: State, event: Event): Next {
  switch (event.what) {
    case 'command':
      return handleCommand({ ...state, notice: null }, event.command);
    case 'typed':
      return handleText({ ...state, notice: null }, event.text);
    case 'resized':
      return noEffects({ ...state, size: event.size });
    case 'answered':
      return resumed(answered({ ...state, isSlow: false }, event.results, event.again ?? null));
    case 'unclear':
      return noEffects(unclear(state, event));
    case 'slow':
      return noEffects({ ...state, isSlow: true });
    case 'late':
      return noEffects(isOfChosen(state) ? state : { ...state, preview: null });
    case 'laid-out':
      return noEffects(laidOut(state, event.preview));
    case 'gathered':
      return noEffects({ ...state, overlay: { kind: 'menu', groups: event.groups, group: 0, chosen: 0 } });
    case 'compared':
      return noEffects(compared(state, event));
    case 'barred':
      return noEffects(barred(state, event));
    case 'refused':
      return refused(state, event);
    case 'told':
      return noEffects({ ...state, notice: event.notice });
  }
}

function noEffects(state: State): Next {
  return { state, effects: [] };
}

function handleText(state: State, text: string): Next {
  const { overlay, query } = state;
  if (overlay?.kind === 'prompt')
    return noEffects({ ...state, overlay: { ...overlay, field: typed(overlay.field, text) } });
  // No query starts with `?`.
  if (query.text === '' && text === '?') return noEffects(openHelp(state));
  return withQuery(state, typed(query, text));
}

/** Sets the query and searches for it if its text has changed. */
function withQuery(state: State, query: Field): Next {
  const isAsked = query.text !== state.query.text;
  return {
    state: { ...state, query, waiting: [] },
    effects: isAsked ? [{ do: 'search', query: query.text }] : [],
  };
}

/** Keeps the chosen card while it is read or if the query is the same; otherwise chooses the best one. */
function answered(state: State, results: Results, again: Again | null): State {
  const isSameQuery = results.query === state.results.query;
  if (state.focus !== 'card' && !isSameQuery)
    return { ...state, results, kept: null, chosen: 0, top: 0, scroll: 0 };
  const after = answeredAgain(state, results, again?.hit ?? null);
  // Scrolls to the top, where the banner shows the result of the action.
  return isSameQuery && again?.why !== 'changed' ? { ...after, scroll: 0 } : after;
}

/** Runs the commands that waited for this answer. */
function resumed(state: State): Next {
  if (isPending(state)) return noEffects(state);
  return state.waiting.reduce<Next>(
    ({ state: before, effects }, command) => {
      const next = handleCommand(before, command);
      return { state: bounded(next.state), effects: [...effects, ...next.effects] };
    },
    noEffects(bounded({ ...state, waiting: [] })),
  );
}

/** Reports an invalid query and keeps the cards of the previous answer. */
function unclear(state: State, { query, why }: Extract<Event, { what: 'unclear' }>): State {
  if (query !== state.query.text) return state;
  const notice = { text: why, isWrong: true };
  return { ...state, results: { ...state.results, query }, isSlow: false, waiting: [], notice };
}

function laidOut(state: State, preview: Preview): State {
  if (chosenHit(state)?.row.path !== preview.path) return state;
  const isSameCard = state.preview?.path === preview.path;
  return { ...state, preview, scroll: isSameCard ? state.scroll : 0 };
}

function handleCommand(state: State, command: Command): Next {
  switch (command) {
    case 'quit':
      return { state, effects: [{ do: 'leave' }] };
    case 'suspend':
    case 'redraw':
      return { state, effects: [{ do: command }] };
  }
  if (state.overlay !== null) return handleOverlay(state, state.overlay, command);
  if (isPending(state) && NEEDS_ANSWER.has(command))
    return noEffects({ ...state, waiting: [...state.waiting, command] });
  switch (command) {
    case 'help':
      return noEffects(openHelp(state));
    case 'browse':
      return { state, effects: [{ do: 'gather' }] };
    case 'query':
      return noEffects({ ...released(state), focus: 'query' });
    case 'focus':
      return noEffects({ ...released(state), focus: state.focus === 'query' ? 'list' : 'query' });
    case 'back':
      return back(state);
    case 'read':
      return read(state);
    case 'next-card':
      return readOn(state, 'down');
    case 'previous-card':
      return readOn(state, 'up');
    case 'card-down':
      return noEffects(besideScrolled(state, 'half-down'));
    case 'card-up':
      return noEffects(besideScrolled(state, 'half-up'));
    case 'copy':
    case 'copy-link':
    case 'edit':
    case 'open':
    case 'verify':
    case 'flag':
      return acted(state, command);
  }
  // Ctrl-D on an empty line leaves, as in a shell.
  if (command === 'erase-next' && state.query.text === '') return { state, effects: [{ do: 'leave' }] };
  const query = state.focus === 'query' ? edited(state.query, command) : null;
  if (query) return withQuery(state, query);
  return noEffects(state.focus === 'card' ? scrolled(state, command) : moved(state, command));
}

function handleOverlay(state: State, overlay: Overlay, command: Command): Next {
  const after = updateOverlay(overlay, command, layoutOf(state).body);
  if (after !== 'closed' && after !== 'accepted') return noEffects({ ...state, overlay: after });
  // The obstacle may be gone, so check again.
  if (after === 'accepted' && overlay.kind === 'prompt' && overlay.barred !== null)
    return prompted(state, overlay.action, overlay.hit, overlay.field);
  const problem = after === 'accepted' && overlay.kind === 'prompt' ? promptProblem(overlay) : null;
  if (problem !== null) return noEffects({ ...state, notice: { text: problem, isWrong: true } });
  const closed = { ...state, overlay: null };
  if (after === 'closed' || overlay.kind === 'help') return noEffects(closed);
  if (overlay.kind === 'menu') {
    const choice = overlay.groups[overlay.group]?.choices[overlay.chosen];
    return choice ? withQuery({ ...closed, focus: 'list' }, fieldOf(`${choice.query} `)) : noEffects(closed);
  }
  const { action, hit, field } = overlay;
  return {
    state: closed,
    effects: [{ do: 'act', action, hit, note: field.text, place: placeOf(state, hit) }],
  };
}

/** Opens the help at the keys that work where the user is. */
function openHelp(state: State): State {
  const last = Math.max(0, helpLines().length - layoutOf(state).body);
  return { ...state, overlay: { kind: 'help', line: Math.min(helpStart(state.focus), last) } };
}

function isOfChosen(state: State): boolean {
  return state.preview?.path === chosenHit(state)?.row.path;
}

function back(state: State): Next {
  if (state.focus === 'card') return noEffects({ ...released(state), focus: state.from });
  if (state.focus === 'list') return noEffects({ ...released(state), focus: 'query' });
  return withQuery(state, EMPTY);
}

function read(state: State): Next {
  const hit = chosenHit(state);
  if (state.focus === 'card' || hit === null) return noEffects(state);
  return { state: { ...state, focus: 'card', from: state.focus }, effects: [{ do: 'read', hit }] };
}

/** Reads the next or previous card of the list. */
function readOn(state: State, direction: 'up' | 'down'): Next {
  const next = bounded(moved(state, direction));
  const hit = chosenHit(next);
  return { state: next, effects: hit === null || hit === chosenHit(state) ? [] : [{ do: 'read', hit }] };
}

/** Scrolls the card next to the list while the focus is on the list or the query. */
function besideScrolled(state: State, command: 'half-up' | 'half-down'): State {
  const { card, body } = layoutOf(state);
  return card === 0 ? state : { ...state, scroll: state.scroll + stepOf(command, body) };
}

/** Moves the selection in the list. */
function moved(state: State, command: Command): State {
  const step = stepOf(command, layoutOf(state).body);
  const chosen = within(state.chosen + step, state.results.hits.length);
  return chosen === state.chosen ? state : released({ ...state, chosen, scroll: 0 });
}

function scrolled(state: State, command: Command): State {
  const { matches = [] } = state.preview ?? {};
  const { body } = layoutOf(state);
  if (command !== 'next-match' && command !== 'previous-match')
    return { ...state, scroll: state.scroll + stepOf(command, body) };
  // Shows a match with some context above it.
  const above = Math.floor(body / 4);
  const at = state.scroll + above;
  const isNext = command === 'next-match';
  const match = isNext ? matches.find((line) => line > at) : matches.findLast((line) => line < at);
  return match === undefined ? state : { ...state, scroll: match - above };
}

/** Clamps all positions; without cards, the focus is on the query. */
function bounded(state: State): State {
  const { body } = layoutOf(state);
  const { results, preview } = state;
  const chosen = within(state.chosen, results.hits.length);
  const top = Math.max(0, Math.min(state.top, results.hits.length - body), chosen - body + 1);
  const lines = preview?.lines.length ?? 0;
  const scroll = Math.max(0, Math.min(state.scroll, lines - body));
  const focus = results.hits.length === 0 ? 'query' : state.focus;
  return { ...state, focus, chosen, top: Math.min(top, chosen), scroll };
}

type LayOut = Extract<Effect, { do: 'lay-out' }>;

/** Returns the preview that the state needs; null if none. */
function wantedPreview(state: State): LayOut | null {
  const hit = chosenHit(state);
  const { card } = layoutOf(state);
  const columns = verifying(state) ? pageColumns(state) : card;
  return hit === null || columns === 0 ? null : { do: 'lay-out', hit, query: state.results.query, columns };
}

function isSame(one: LayOut, other: LayOut | null): boolean {
  return one.hit === other?.hit && one.query === other.query && one.columns === other.columns;
}
