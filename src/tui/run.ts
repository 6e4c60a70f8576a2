/** `kb` on a terminal: the whole screen, from the first query to the key that leaves. */
import type { Context } from '../context.js';
import { styleOf } from '../format/style.js';
import type { Key } from './decode.js';
import { frameOf, type Frame } from './frame.js';
import { meaning } from './keys.js';
import { Session } from './session.js';
import { modeOf, startingState } from './state.js';
import { Terminal } from './terminal.js';
import { update, type Effect, type Event } from './update.js';

/** Comes back when the user leaves. Throws KbError `no-base` where there is no base. */
export async function runScreen(world: Context): Promise<void> {
  const base = await world.base();
  // While the index is looked at, which may have to be made: the progress of that stands on the terminal as ever.
  const [{ openScreen }] = await Promise.all([
    import('./screen.js'),
    base.index.ask(() => Promise.resolve()),
  ]);
  let leave = (): void => undefined;
  let fail: (error: unknown) => void = leave;
  const left = new Promise<void>((resolve, reject) => {
    leave = resolve;
    fail = reject;
  });
  const style = { ...styleOf(world.io.stdout, world.io.unicode, world.env), links: false };
  const listeners = new Set<() => void>();
  let drawn: { close: () => void } | null = null;
  let frame: Frame | null = null;

  const happen = (event: Event): void => {
    const next = update(state, event);
    if (next.state !== state) {
      state = next.state;
      frame = null;
      for (const listener of listeners) listener();
    }
    for (const effect of next.effects) carryOut(effect);
  };
  const carryOut = (effect: Effect): void => {
    switch (effect.do) {
      case 'search':
        session.search(effect.query).catch(fail);
        return;
      case 'lay-out':
        session.layOut(effect).catch(fail);
        return;
      case 'redraw':
        redraw();
        return;
      case 'suspend':
        hide();
        terminal.suspend();
        return;
      case 'leave':
        leave();
    }
  };
  const show = (): void => {
    terminal.open();
    const source = {
      subscribe: (listener: () => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      rows: () => pictured().rows,
    };
    drawn = openScreen(source, state.size.columns, (rows) => {
      terminal.paint(rows, pictured().cursor);
    });
  };
  const pictured = (): Frame => (frame ??= frameOf(state, style));
  const hide = (): void => {
    drawn?.close();
    drawn = null;
  };
  const redraw = (): void => {
    hide();
    terminal.clear();
    happen({ what: 'resized', size: terminal.size });
    show();
  };
  const terminal = new Terminal({
    keys: (keys) => {
      for (const key of keys) pressed(key);
    },
    resized: redraw,
    returned: redraw,
    closed: () => {
      leave();
    },
  });
  const pressed = (key: Key): void => {
    const meant = meaning(key, modeOf(state));
    if (meant === null) return;
    happen(
      'command' in meant ? { what: 'command', command: meant.command } : { what: 'typed', text: meant.typed },
    );
  };
  let state = startingState(terminal.size);
  const session = new Session(base, world, style, happen);
  try {
    show();
    await session.search('').catch(fail);
    await left;
  } finally {
    hide();
    terminal.close();
    await session.end();
  }
}
