/** `kb` on a terminal: the whole screen, from the first query to the key that leaves. */
import type { Context } from '../context.js';
import { KbError } from '../errors.js';
import { styleOf } from '../format/style.js';
import { Live } from './live.js';
import { Session } from './session.js';

/**
 * Comes back when the user leaves. Throws KbError `no-base` where there is no base, `usage` where there are several.
 * @param anew makes a world that sees what has changed since, and draws nothing
 */
export async function runScreen(world: Context, anew: () => Context): Promise<void> {
  const screen = import('./screen.js');
  // The index may have to be made: how far that is stands on the terminal, as with any command. From then on nothing does.
  const [base, ...others] = await world.bases();
  if (base === undefined || others.length > 0)
    throw new KbError('usage', 'the full screen shows one base; `-b all` means several', 'kb -b NAME');
  const { index } = base;
  await index.ask(() => Promise.resolve());
  const quiet = anew();
  const opened = { world: quiet, base: await quiet.base() };
  const { openScreen } = await screen;
  const { io, env } = world;
  const style = { ...styleOf(io.stdout, io.unicode, env), links: false };
  const live = new Live(openScreen, style);
  const session = new Session(opened, anew, style, live, live.happen);
  try {
    await live.run(session);
  } finally {
    live.close();
    await session.end();
  }
}
