/** `kb` on a terminal: the whole screen, from the first query to the key that leaves. */
import type { Base } from '../base/base.js';
import type { Context } from '../context.js';
import { KbError } from '../errors.js';
import { styleOf } from '../format/style.js';
import { Live } from './live.js';
import { OpenedBase } from './opened.js';
import { Session } from './session.js';

/**
 * Comes back when the user leaves. Throws KbError `no-base` where there is no base, `usage` where there are several.
 * @param anew makes a world that sees what has changed since, and draws nothing
 */
export async function runScreen(world: Context, anew: () => Context): Promise<void> {
  const screen = import('./screen.js');
  const opened = await openedQuietly(world, anew);
  const { openScreen } = await screen;
  const { io, env } = world;
  const style = { ...styleOf(io.stdout, io.unicode, env), links: false };
  const live = new Live(openScreen, style);
  const session = new Session(new OpenedBase(opened, anew), style, live, live.happen);
  try {
    await live.run(session);
  } finally {
    live.close();
    await session.end();
  }
}

/** The base in a world that draws nothing. Where its index has to be made first, how far that is stands on the terminal. */
async function openedQuietly(
  world: Context,
  anew: () => Context,
): Promise<{ readonly world: Context; readonly base: Base }> {
  const quiet = anew();
  const base = onlyOne(await quiet.bases());
  if (base.index.isKept) return { world: quiet, base };
  await onlyOne(await world.bases()).index.ask(() => Promise.resolve());
  const later = anew();
  return { world: later, base: await later.base() };
}

function onlyOne([base, ...others]: readonly Base[]): Base {
  if (base !== undefined && others.length === 0) return base;
  throw new KbError('usage', 'the full screen shows one base, not `-b all`', 'kb -b NAME');
}
