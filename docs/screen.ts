/** The rows of the full screen after somebody has typed: a real session over a base, without the terminal. */
import { createContext, type Runtime } from '../src/context.js';
import { styleOf } from '../src/format/style.js';
import { frameOf } from '../src/tui/frame.js';
import { OpenedBase } from '../src/tui/opened.js';
import { Session } from '../src/tui/session.js';
import { startingState, type Size } from '../src/tui/state.js';
import type { Effect, Event } from '../src/tui/event.js';
import { update } from '../src/tui/update.js';

/** @param world a terminal of that size, in the base's folder */
export async function screenAfter(typed: string, size: Size, world: Runtime): Promise<readonly string[]> {
  const newContext = () => createContext(world, { quiet: true, pager: false }, []);
  const { stdout, unicode } = world.io('auto');
  const style = { ...styleOf(stdout, unicode, world.env), links: false };
  let state = startingState(size);
  const underWay: Promise<void>[] = [];
  const dispatch = (event: Event): void => {
    const next = update(state, event);
    state = next.state;
    for (const effect of next.effects) underWay.push(session.carryOut(effect as Asked));
  };
  const opened = { context: newContext(), base: await newContext().base() };
  const stage = { away: async <T>(work: () => Promise<T>) => work(), send: () => undefined };
  const session = new Session(new OpenedBase(opened, newContext), style, stage, dispatch);
  dispatch({ what: 'typed', text: typed });
  for (let next = underWay.shift(); next; next = underWay.shift()) await next;
  await session.end();
  return frameOf(state, style).rows;
}

/** What the session carries out; nobody suspends or leaves here. */
type Asked = Exclude<Effect, { do: 'redraw' | 'suspend' | 'leave' }>;
