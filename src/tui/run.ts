/** `kb` on a terminal: the whole screen, from the first query to the key that leaves. */
import type { Context } from '../context.js';
import { styleOf } from '../format/style.js';
import { Live } from './live.js';
import { Session } from './session.js';

/**
 * Comes back when the user leaves. Throws KbError `no-base` where there is no base.
 * @param anew makes a world that sees what has changed since, and draws nothing
 */
export async function runScreen(world: Context, anew: () => Context): Promise<void> {
  const base = await world.base();
  // While the index is looked at, which may have to be made: how far that is stands on the terminal as with any command.
  const [{ openScreen }] = await Promise.all([
    import('./screen.js'),
    base.index.ask(() => Promise.resolve()),
  ]);
  const { io, env } = world;
  const style = { ...styleOf(io.stdout, io.unicode, env), links: false };
  const live = new Live(openScreen, style);
  const session = new Session({ world, base }, anew, style, live, live.happen);
  try {
    await live.run(session);
  } finally {
    live.close();
    await session.end();
  }
}
