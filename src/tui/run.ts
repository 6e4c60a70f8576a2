/** Runs the full screen: what `kb` without a command shows on a terminal. */
import type { Base } from '../base/base.js';
import type { Context } from '../context.js';
import { KbError } from '../errors.js';
import { styleOf } from '../format/style.js';
import { Live } from './live.js';
import { OpenedBase } from './opened.js';
import { Session } from './session.js';

/**
 * Resolves when the user leaves. Throws KbError `no-base` if there is no base, `usage` if there are several.
 * @param newContext makes a context that sees what has changed since, and draws nothing
 */
export async function runScreen(context: Context, newContext: () => Context): Promise<void> {
  const screen = import('./screen.js');
  const opened = await openedQuietly(context, newContext);
  const { openScreen } = await screen;
  const { io, env } = context;
  const style = { ...styleOf(io.stdout, io.unicode, env), links: false };
  const live = new Live(openScreen, style);
  const session = new Session(new OpenedBase(opened, newContext), style, live, live.dispatch);
  try {
    await live.run(session);
  } finally {
    live.close();
    await session.end();
  }
}

/** Opens the base in a context that draws nothing. If its index must be built first, the terminal shows the progress. */
async function openedQuietly(
  context: Context,
  newContext: () => Context,
): Promise<{ readonly context: Context; readonly base: Base }> {
  const quiet = newContext();
  const base = onlyOne(await quiet.bases());
  if (base.index.isKept) return { context: quiet, base };
  await onlyOne(await context.bases()).index.ask(() => Promise.resolve());
  const later = newContext();
  return { context: later, base: await later.base() };
}

function onlyOne([base, ...others]: readonly Base[]): Base {
  if (base !== undefined && others.length === 0) return base;
  throw new KbError('usage', 'the full screen shows one base, not `-b all`', 'kb -b NAME');
}
